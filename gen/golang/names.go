package golang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/callinggen/callinggen/schema"
)

// names are the Go names of everything in a protocol, each computed once.
type names struct {
	messages map[*schema.Message]string
	senders  map[*schema.Message]string // of the methods that send
	decls    map[*schema.Decl]string
	fields   map[*schema.Field]string
	values   map[*schema.EnumValue]string   // of the constants: "EndStatusNoAnswer"
	kinds    map[*schema.Alternative]string // of the types that wrap what is no struct in a union: "SettingString"
	sides    map[*schema.Participant]string

	spelled map[string]string // what goName gave for the fields so far: many share a name
}

func newNames(p *schema.Protocol) *names {
	n := &names{
		messages: map[*schema.Message]string{},
		senders:  map[*schema.Message]string{},
		decls:    map[*schema.Decl]string{},
		fields:   map[*schema.Field]string{},
		values:   map[*schema.EnumValue]string{},
		kinds:    map[*schema.Alternative]string{},
		sides:    map[*schema.Participant]string{},
		spelled:  map[string]string{},
	}
	for _, side := range p.Participants {
		n.sides[side] = goName(side.ID)
	}
	for _, m := range p.Messages {
		n.messages[m] = goName(m.Name)
		n.senders[m] = n.messages[m]
		if m.Sends != m.Name {
			n.senders[m] = goName(m.Sends)
		}
		n.structFields(m.Payload.Struct)
	}
	for _, d := range p.Types {
		n.decls[d] = goName(d.Name)
		if d.Alias == nil {
			n.inside(d)
		}
	}
	return n
}

// inside names what a declaration is made of.
func (n *names) inside(d *schema.Decl) {
	switch t := d.Type.(type) {
	case *schema.Struct:
		n.structFields(t)
	case *schema.Enum:
		for _, v := range t.Values {
			n.values[v] = constantName(n.decls[d], v)
		}
	case *schema.Union:
		for _, a := range t.Alts {
			n.kinds[a] = n.decls[d] + goName(a.Name)
		}
	}
}

func (n *names) structFields(s *schema.Struct) {
	for _, f := range s.Fields {
		name, ok := n.spelled[f.Name]
		if !ok {
			name = goName(f.Name)
			n.spelled[f.Name] = name
		}
		n.fields[f] = name
	}
}

// constantName names a value of an enum after its type; a negative number is no name, so its sign becomes a word. A value
// without a letter or digit gives "".
func constantName(enum string, v *schema.EnumValue) string {
	name := goName(v.Name)
	switch {
	case name == "":
		return ""
	case strings.HasPrefix(v.Name, "-") && v.Value.Kind == schema.NumberValue:
		return enum + "Minus" + name
	default:
		return enum + name
	}
}

// initialisms are the words that Go writes in capitals.
var initialisms = map[string]string{
	"Acl": "ACL", "Api": "API", "Ascii": "ASCII", "Cpu": "CPU", "Css": "CSS", "Csv": "CSV", "Dns": "DNS", "Eof": "EOF",
	"Guid": "GUID", "Html": "HTML", "Http": "HTTP", "Https": "HTTPS", "Id": "ID", "Ids": "IDs", "Ip": "IP", "Jpeg": "JPEG",
	"Json": "JSON", "Jwt": "JWT", "Pdf": "PDF", "Png": "PNG", "Ram": "RAM", "Rpc": "RPC", "Sdk": "SDK", "Sip": "SIP",
	"Smtp": "SMTP", "Sql": "SQL", "Ssh": "SSH", "Ssl": "SSL", "Svg": "SVG", "Tcp": "TCP", "Tls": "TLS", "Ttl": "TTL",
	"Udp": "UDP", "Ui": "UI", "Uid": "UID", "Uri": "URI", "Uris": "URIs", "Url": "URL", "Urls": "URLs", "Utc": "UTC",
	"Utf": "UTF", "Uuid": "UUID", "Vm": "VM", "Xml": "XML", "Yaml": "YAML",
}

// goName spells a name as an exported Go name: "iFrameUrl" is IFrameURL, "CURSOR_MOVED" is CursorMoved. A name without a
// letter or digit gives "", one in letters without case stays unexported; check reports both.
func goName(name string) string {
	var b strings.Builder
	for _, word := range schema.Words(schema.Pascal(name)) {
		first, size := utf8.DecodeRuneInString(word)
		word = string(unicode.ToUpper(first)) + word[size:]
		letters := strings.TrimRight(word, "0123456789") // Utf8
		if known, ok := initialisms[letters]; ok {
			word = known + word[len(letters):]
		}
		b.WriteString(word)
	}
	return b.String()
}
