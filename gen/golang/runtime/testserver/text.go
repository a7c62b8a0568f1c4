package testserver

import "encoding/json"

// maxBody is the longest request or answer in bytes.
const maxBody = 10 << 20

// plain gives a text without its quotes, and any other value as it is.
func plain(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) != nil {
		return string(value)
	}
	return text
}
