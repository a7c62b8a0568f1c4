package typescript

import (
	"slices"
	"strings"

	"github.com/callinggen/callinggen/gen"
)

// quotedSources are the texts of sources as source maps hold them, each made once for all the maps that it is in.
type quotedSources struct {
	texts  map[string][]byte // by path: "src/index.ts"
	quoted map[string][]byte
}

func quoteSources(files []gen.File) *quotedSources {
	q := &quotedSources{texts: make(map[string][]byte, len(files)), quoted: map[string][]byte{}}
	for _, f := range files {
		q.texts[f.Path] = f.Data
	}
	return q
}

func (q *quotedSources) of(path string) []byte {
	text, ok := q.quoted[path]
	if !ok {
		text = appendJSON(nil, q.texts[path])
		q.quoted[path] = text
	}
	return text
}

// appendJSON writes a text as a string of JSON.
func appendJSON(to, text []byte) []byte {
	const hex = "0123456789abcdef"
	to = append(slices.Grow(to, len(text)+len(text)/16+2), '"')
	start := 0
	for i, c := range text {
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		to = append(to, text[start:i]...)
		start = i + 1
		switch c {
		case '"', '\\':
			to = append(to, '\\', c)
		case '\n':
			to = append(to, '\\', 'n')
		default:
			to = append(to, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	return append(append(to, text[start:]...), '"')
}

// sourceMap writes the map of a build: what the library's own map says, and after it each line of the other modules with
// the line that it is made of.
func (b *build) sourceMap(sources *quotedSources) []byte {
	paths := b.library.sources
	for _, m := range b.modules {
		paths = append(paths[:len(paths):len(paths)], m.path)
	}
	size := len(b.library.mappings)
	for _, p := range paths {
		size += len(sources.of(p)) + len(p) + 16
	}
	for _, m := range b.modules {
		size += 6 * len(m.rows)
	}
	out := make([]byte, 0, size+256)
	out = append(out, "{\n  \"version\": 3,\n  \"sources\": ["...)
	for i, p := range paths {
		out = appendItem(out, i, appendJSON(nil, []byte("../"+p)))
	}
	out = append(out, "],\n  \"sourcesContent\": ["...)
	for i, p := range paths {
		out = appendItem(out, i, sources.of(p))
	}
	out = append(out, "],\n  \"mappings\": \""...)
	out = b.appendMappings(out)
	return append(out, "\",\n  \"names\": []\n}\n"...)
}

func appendItem(to []byte, i int, item []byte) []byte {
	if i > 0 {
		to = append(to, ", "...)
	}
	return append(to, item...)
}

// appendMappings writes the mappings: a segment for each line, counted from the one before it.
func (b *build) appendMappings(to []byte) []byte {
	to = append(to, ";;"...) // the header, and the line after it
	to = append(to, b.library.mappings...)
	for range strings.Count(b.library.script, "\n") - strings.Count(b.library.mappings, ";") {
		to = append(to, ';')
	}
	last := lastPlace(b.library.mappings)
	for i, m := range b.modules {
		to = append(to, ";;"...) // an empty line, and the module's name
		source := len(b.library.sources) + i
		for _, row := range m.rows {
			at := place{source, int(row), 0}
			to = append(to, 'A') // in the first column
			to = appendVLQ(to, at.source-last.source)
			to = appendVLQ(to, at.line-last.line)
			to = appendVLQ(to, at.column-last.column)
			to = append(to, ';')
			last = at
		}
	}
	return to
}

// A place is a place in the sources of a map.
type place struct{ source, line, column int }

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// appendVLQ writes a number as source maps do: five bits a digit, the lowest first, the sign as the lowest of all.
func appendVLQ(to []byte, n int) []byte {
	bits := uint(n) << 1
	if n < 0 {
		bits = uint(-n)<<1 | 1
	}
	for bits > 31 {
		to = append(to, digits[bits&31|32])
		bits >>= 5
	}
	return append(to, digits[bits])
}

// lastPlace gives the place that the last segment of mappings leads to.
func lastPlace(mappings string) place {
	var fields [5]int // column of the script, then a place, then a name
	field, shift, bits := 0, 0, 0
	for i := 0; i < len(mappings); i++ {
		switch c := mappings[i]; c {
		case ';', ',':
			field = 0
		default:
			digit := strings.IndexByte(digits, c)
			bits |= digit & 31 << shift
			shift += 5
			if digit&32 != 0 {
				continue
			}
			fields[field] += signed(bits)
			field, shift, bits = field+1, 0, 0
		}
	}
	return place{fields[1], fields[2], fields[3]}
}

func signed(bits int) int {
	if bits&1 != 0 {
		return -(bits >> 1)
	}
	return bits >> 1
}
