package schema

import "testing"

func TestInSentence(t *testing.T) {
	for id, want := range map[string]string{"widget": "the widget", "labHost": "the lab host", "call_center": "the call center", "server2": "server2", "x1Node": "x1Node"} {
		if got := (&Participant{ID: id}).InSentence(); got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
}

func TestCasing(t *testing.T) {
	for _, c := range []struct{ in, pascal, camel string }{
		{"DIAL_NUMBER", "DialNumber", "dialNumber"},
		{"iFrameUrl", "IFrameUrl", "iFrameUrl"},
		{"textDocument/didOpen", "TextDocumentDidOpen", "textDocumentDidOpen"},
		{"HTTPServer", "HTTPServer", "httpServer"},
		{"calleeID", "CalleeID", "calleeID"},
		{"e164PhoneNumber", "E164PhoneNumber", "e164PhoneNumber"},
		{"READY", "Ready", "ready"},
		{"phone_number", "PhoneNumber", "phoneNumber"},
		{"0-1", "01", "01"},
		{"UnknownMessage", "UnknownMessage", "unknownMessage"},
		{"état_NEUF", "ÉtatNEUF", "étatNEUF"},
		{"__", "", ""},
		{"", "", ""},
	} {
		if got := Pascal(c.in); got != c.pascal {
			t.Errorf("Pascal(%q) = %q, want %q", c.in, got, c.pascal)
		}
		if got := Camel(c.in); got != c.camel {
			t.Errorf("Camel(%q) = %q, want %q", c.in, got, c.camel)
		}
	}
}
