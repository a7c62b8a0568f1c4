package labels_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/gen/docs/labels"
	"github.com/callinggen/callinggen/gen/gentest"
	"github.com/callinggen/callinggen/schema/l10n"
	"github.com/callinggen/callinggen/schema/l10n/po"
)

// texts are the labels as texts to translate.
func texts() []*l10n.Text {
	var list []*l10n.Text
	for _, l := range labels.Source {
		list = append(list, l10n.NewText(l.ID, l.Text, l.Note))
	}
	return list
}

// TestTranslations holds the PO files to the labels, all of them translated and right. With -update it brings the files in
// step, as `callinggen l10n update` does for a protocol.
func TestTranslations(t *testing.T) {
	entries, err := labels.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		t.Run(entry.Name(), func(t *testing.T) {
			locale := strings.TrimSuffix(entry.Name(), ".po")
			data, err := os.ReadFile(entry.Name())
			if err != nil {
				t.Fatal(err)
			}
			old, found := po.Parse(entry.Name(), data)
			if found != nil {
				t.Fatal(found)
			}
			updated := l10n.Update(old, texts(), "callinggen", locale)
			if gentest.Update() {
				if err := os.WriteFile(entry.Name(), updated.Format(), 0o666); err != nil {
					t.Fatal(err)
				}
			} else if !bytes.Equal(data, updated.Format()) {
				t.Error("the file is not in step with the labels; run go test ./gen/docs/labels -update")
			}
			if st := l10n.StatusOf(texts(), updated, locale); st.Percent < 100 {
				t.Errorf("%+v; translate what is missing or stale", st)
			}
			for _, d := range l10n.Check(texts(), updated, "en", locale, nil) {
				t.Error(d)
			}
		})
	}
}
