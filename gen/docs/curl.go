package docs

import (
	"strings"

	"github.com/callinggen/callinggen/schema"
)

// curl writes an endpoint as a shell command. What the reader must fill in is a shell variable, so that the command can be
// pasted as it is.
func curl(h *schema.HTTP, e *schema.Endpoint, example *schema.Value) string {
	lines := []string{"curl"}
	if e.Method != "GET" {
		lines[0] += " -X " + e.Method
	}
	family := familiesOf(e)[0]
	lines[0] += " " + curlURL(h, e, family)
	for _, header := range curlHeaders(e) {
		lines = append(lines, "-H "+header)
	}
	if example != nil && e.Request != nil {
		lines = append(lines, "-H "+doubleQuote("Content-Type: application/json"), "-d "+singleQuote(oneLine(example)))
	}
	return strings.Join(lines, " \\\n  ")
}

func curlURL(h *schema.HTTP, e *schema.Endpoint, family *schema.Family) string {
	base := `"$APP_URL`
	if !e.ServedByApp {
		base = `"`
		if len(h.Servers) > 0 {
			base += inDouble(h.Servers[0].URL)
		}
	}
	parameters := parametersOf(e)
	if family != nil {
		parameters = append(append([]*schema.Parameter{}, family.Parameters...), parameters...)
	}
	return base + pathWith(prefixOf(family)+e.Path, parameters) + curlQuery(e) + `"`
}

// pathWith puts values into the placeholders of a path.
func pathWith(path string, parameters []*schema.Parameter) string {
	var b strings.Builder
	for path != "" {
		before, rest, open := strings.Cut(path, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			b.WriteString(inDouble(path))
			break
		}
		b.WriteString(inDouble(before) + parameterValue(name, parameters))
		path = after
	}
	return b.String()
}

// parameterValue is the example of a parameter, or a shell variable in its place.
func parameterValue(wire string, parameters []*schema.Parameter) string {
	for _, x := range parameters {
		if x.Wire == wire && len(x.Examples) > 0 {
			return inDouble(x.Examples[0].Text())
		}
	}
	return variable(wire)
}

// variable makes a shell variable of a name: "appId" is $APP_ID.
func variable(name string) string {
	return "${" + strings.ToUpper(strings.Join(shellWords(name), "_")) + "}"
}

func shellWords(name string) []string {
	ascii := strings.Map(func(r rune) rune {
		if r < 0x80 {
			return r
		}
		return ' '
	}, name)
	words := schema.Words(ascii)
	if len(words) == 0 || words[0][0] >= '0' && words[0][0] <= '9' {
		words = append([]string{"X"}, words...)
	}
	return words
}

// curlQuery gives the required parameters of the query, and the key that goes there.
func curlQuery(e *schema.Endpoint) string {
	var pairs []string
	for _, x := range parametersOf(e) {
		if x.In == "query" && x.Required {
			pairs = append(pairs, inDouble(x.Wire)+"="+parameterValue(x.Wire, e.Parameters))
		}
	}
	if a := firstAuth(e); a != nil && a.Type == "apiKey" && a.In == "query" {
		pairs = append(pairs, inDouble(a.Name)+"="+variable(a.Name))
	}
	if len(pairs) == 0 {
		return ""
	}
	return "?" + strings.Join(pairs, "&")
}

func curlHeaders(e *schema.Endpoint) []string {
	var headers []string
	for _, x := range parametersOf(e) {
		if x.In == "header" && x.Required {
			headers = append(headers, `"`+inDouble(x.Wire)+": "+parameterValue(x.Wire, e.Parameters)+`"`)
		}
	}
	switch a := firstAuth(e); {
	case a == nil:
	case a.Type == "apiKey" && a.In == "header":
		headers = append(headers, `"`+inDouble(a.Name)+": "+variable(a.Name)+`"`)
	case a.Type != "apiKey":
		headers = append(headers, `"Authorization: Bearer ${ACCESS_TOKEN}"`)
	}
	return headers
}

// firstAuth is the way to authenticate that the sample shows: the first that is not on its way out.
func firstAuth(e *schema.Endpoint) *schema.Auth {
	var fallback *schema.Auth
	for _, use := range e.Auth {
		switch {
		case use.Auth.Removed != nil:
		case use.Auth.Deprecated == nil:
			return use.Auth
		case fallback == nil:
			fallback = use.Auth
		}
	}
	return fallback
}

// inDouble writes text inside double quotes of a shell. The attack: a path with $(…) that runs when the reader pastes it.
func inDouble(text string) string { return escapeInDouble.Replace(text) }

var escapeInDouble = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`")

func doubleQuote(text string) string { return `"` + inDouble(text) + `"` }

// singleQuote writes text as one word of a shell that stays as it is.
func singleQuote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
