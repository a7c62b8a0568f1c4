package load

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"unicode/utf8"

	"github.com/callinggen/callinggen/schema"
)

const (
	maxFile  = 32 << 20 // bytes of a protocol file: three times a protocol of ten thousand messages
	maxGuide = 4 << 20  // bytes of a guide
)

// read gives the text of a file of the source, without byte order mark. Where says who asked for it.
func (l *loader) read(name string, limit int64, where schema.Position) ([]byte, bool) {
	data, err := readLimited(l.src.FS, name, limit)
	if err != nil {
		l.report.addAt(where, "unreadable", "cannot read %s: %v", l.src.display(name), reason(err))
		return nil, false
	}
	if int64(len(data)) > limit {
		l.report.addAt(schema.Position{File: l.src.display(name)}, "too-large",
			"the file is larger than %d MiB; nothing of that size is a %s, check that it is the right file", limit>>20, purposeOf(limit))
		return nil, false
	}
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	return data, l.checkText(l.src.display(name), data)
}

// purposeOf names what a file is read as.
func purposeOf(limit int64) string {
	if limit == maxGuide {
		return "guide"
	}
	return "protocol"
}

func readLimited(fsys fs.FS, name string, limit int64) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil {
		if info.IsDir() {
			return nil, errors.New("it is a folder; name a file")
		}
		b.Grow(int(min(info.Size(), limit)) + bytes.MinRead)
	}
	_, err = b.ReadFrom(io.LimitReader(f, limit+1))
	return b.Bytes(), err
}

// reason says why a file cannot be read, without the name that the sentence around it has already.
func reason(err error) error {
	var pathError *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file; check its name and folder")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("permission denied; make it readable")
	case errors.Is(err, fs.ErrInvalid):
		return errors.New("this is not the name of a file; check it")
	case errors.As(err, &pathError):
		return pathError.Err
	}
	return err
}

// checkText reports the first byte that is not text in UTF-8. Tab, line feed and carriage return are the only control
// characters of a text file.
func (l *loader) checkText(file string, data []byte) bool {
	if bytes.HasPrefix(data, []byte{0xFE, 0xFF}) || bytes.HasPrefix(data, []byte{0xFF, 0xFE}) {
		l.report.addAt(schema.Position{File: file, Line: 1, Col: 1}, "not-text", "the file is UTF-16; save it as UTF-8")
		return false
	}
	for i := 0; i < len(data); {
		if c := data[i]; c >= ' ' && c < 0x7F || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if what := notText(r, size, data[i]); what != "" {
			l.report.addAt(indexLines(data).position(file, i), "not-text", "%s is not allowed here; save the file as plain UTF-8 text", what)
			return false
		}
		i += size
	}
	return true
}

// notText names a character that no YAML file may hold, or gives "".
func notText(r rune, size int, first byte) string {
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf("byte 0x%02X, which is not UTF-8,", first)
	case r < ' ', r >= 0x7F && r < 0xA0 && r != 0x85, r == 0xFEFF, r == 0xFFFE, r == 0xFFFF:
		return fmt.Sprintf("the control character U+%04X", r)
	}
	return ""
}

// A lineIndex finds places in a text.
type lineIndex struct {
	data   []byte
	starts []int32 // offset of each line
}

func indexLines(data []byte) lineIndex {
	starts := make([]int32, 1, 1+bytes.Count(data, []byte("\n")))
	for i, c := range data {
		if c == '\n' {
			starts = append(starts, int32(i+1))
		}
	}
	return lineIndex{data, starts}
}

// position turns an offset into a position.
func (x lineIndex) position(file string, offset int) schema.Position {
	line, exact := slices.BinarySearch(x.starts, int32(offset))
	if exact {
		line++
	}
	return schema.Position{File: file, Line: line, Col: 1 + utf8.RuneCount(x.data[x.starts[line-1]:offset])}
}

// offset finds the byte at a line and column; beyond the end it is the end.
func (x lineIndex) offset(line, col int) int {
	if line < 1 || line > len(x.starts) {
		return len(x.data)
	}
	offset := int(x.starts[line-1])
	for ; col > 1 && offset < len(x.data); col-- {
		_, size := utf8.DecodeRune(x.data[offset:])
		offset += size
	}
	return offset
}

// line gives the text of a line, without its end.
func (x lineIndex) line(line int) string {
	if line < 1 || line > len(x.starts) {
		return ""
	}
	rest, _, _ := bytes.Cut(x.data[x.starts[line-1]:], []byte("\n"))
	return string(bytes.TrimSuffix(rest, []byte("\r")))
}
