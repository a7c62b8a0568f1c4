package load

import "github.com/callinggen/callinggen/schema"

func locateSyntax(data []byte, pos schema.Position, message string) schema.Position {
	if pos.Line > 0 {
		pos.Col = 1
	}
	return pos
}
