package jsonschema

import "github.com/callinggen/callinggen/schema"

// liveValues gives the values that still exist, each once.
func liveValues(e *schema.Enum) []*schema.EnumValue {
	var list []*schema.EnumValue
	seen := map[string]bool{}
	for _, v := range e.Live() {
		if text := v.Value.Text(); !seen[text] {
			seen[text] = true
			list = append(list, v)
		}
	}
	return list
}
