package json

import (
	"maps"
	"slices"

	"github.com/callinggen/callinggen/schema"
)

// meta writes what every element has.
func (w *writer) meta(m *schema.Meta) {
	w.Key("place").String(m.Path)
	w.prose("summary", m.Summary)
	w.prose("description", m.Description)
	w.versionID("since", m.Since)
	list(w, "changes", m.Changes, w.change)
	w.deprecated(m.Deprecated)
	w.removed(m.Removed)
	w.Key("evidence").String(string(m.Evidence))
	list(w, "disputed", m.Disputes, w.dispute)
	w.allow(m.Allow)
}

func (w *writer) versionID(name string, v *schema.Version) {
	if v != nil {
		w.Key(name).String(v.ID)
	}
}

func (w *writer) change(c *schema.Change) {
	w.versionID("in", c.In)
	w.prose("text", c.Text)
}

func (w *writer) deprecated(d *schema.Deprecation) {
	if d == nil {
		return
	}
	w.Key("deprecated").Object(func() {
		w.versionID("since", d.Since)
		w.reference("use", d.Use)
		w.prose("reason", d.Reason)
	})
}

func (w *writer) removed(r *schema.Removal) {
	if r == nil {
		return
	}
	w.Key("removed").Object(func() {
		w.versionID("since", r.Since)
		w.prose("reason", r.Reason)
	})
}

func (w *writer) dispute(d *schema.Dispute) {
	w.Key("source").String(d.Source.ID)
	w.Key("about").String(d.About)
	w.prose("says", d.Says)
}

func (w *writer) allow(reasons map[string]string) {
	if len(reasons) == 0 {
		return
	}
	w.Key("allow").Object(func() {
		for _, rule := range slices.Sorted(maps.Keys(reasons)) {
			w.Key(rule).String(reasons[rule])
		}
	})
}

// reference writes what a reference means, down to the member or value.
func (w *writer) reference(name string, r *schema.Ref) {
	if r == nil {
		return
	}
	w.Key(name).Object(func() {
		w.element(r.Target)
		place := r.Target.Info().Path
		if r.Field != nil {
			w.Key("field").String(r.Field.Wire)
			place = r.Field.Path
		}
		if r.Value != nil {
			w.value("value", r.Value.Value)
			place = r.Value.Path
		}
		w.Key("place").String(place)
	})
}

// element writes the member that names an element, by its kind.
func (w *writer) element(e schema.Element) {
	switch e := e.(type) {
	case *schema.Message:
		w.Key("message").String(e.ID)
	case *schema.Decl:
		w.Key("type").String(e.Name)
	case *schema.Endpoint:
		w.Key("endpoint").String(e.ID)
	case *schema.Flow:
		w.Key("flow").String(e.ID)
	case *schema.Guide:
		w.Key("guide").String(e.ID)
	case *schema.StorageKey:
		w.Key("storage").String(e.Key)
	case *schema.Participant:
		w.Key("participant").String(e.ID)
	case *schema.Actor:
		w.Key("actor").String(e.ID)
	}
}
