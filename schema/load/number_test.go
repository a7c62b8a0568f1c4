package load

import "testing"

// TestJSONNumber spells numbers as JSON does, to the last digit, and refuses those that readers of YAML take for different
// ones.
func TestJSONNumber(t *testing.T) {
	for yaml, want := range map[string]string{
		"0": "0", "-0": "-0", "+0": "0", "12": "12", "1.50": "1.50", "1e3": "1e3", "-1E+3": "-1E+3",
		"+1000000": "1000000", "+12345678901234567890": "12345678901234567890", "12345678901234567890123": "12345678901234567890123",
		".5": "0.5", "+.5": "0.5", "-.5": "-0.5", "1.": "1", "1_000": "1000", "+1_000.5": "1000.5",
		"0x1F": "31", "-0x1f": "-31", "0b101": "5", "0o17": "15", "0x_1F": "31",
		"010": "", "08": "", "-07": "", "+07": "", "0_10": "", "00.5": "",
		".inf": "", "-.inf": "", ".nan": "", "1e400": "", "1e-400": "", "0x": "",
	} {
		if got, ok := jsonNumber(yaml); got != want || ok != (want != "") {
			t.Errorf("%s is %q, %t; want %q", yaml, got, ok, want)
		}
	}
}
