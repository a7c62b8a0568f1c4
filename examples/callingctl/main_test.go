package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/callinggen/callinggen/sdk/go/calling"
	"github.com/callinggen/callinggen/sdk/go/calling/callingtest"
)

const secret = "se/cret+key"

// ctl runs a command against a server, with the key in the environment.
func ctl(t *testing.T, server *callingtest.Server, line string) (code int, out, err string) {
	t.Helper()
	return ctlWith(t, map[string]string{envKey: secret}, line+" --base-url "+server.URL)
}

func ctlWith(t *testing.T, variables map[string]string, line string) (code int, out, err string) {
	t.Helper()
	var stdout, stderr strings.Builder
	code = run(t.Context(), strings.Fields(line), environment{
		lookup: func(name string) (string, bool) { value, ok := variables[name]; return value, ok },
		out:    &stdout, err: &stderr,
	})
	if all := stdout.String() + stderr.String(); strings.Contains(all, secret) || strings.Contains(all, "se%2Fcret") {
		t.Errorf("%s: the credential was printed:\n%s", line, all)
	}
	return code, stdout.String(), stderr.String()
}

// wantSettings reads what was printed.
func wantSettings(t *testing.T, code int, out, err string) (s calling.StoredWidgetSettings) {
	t.Helper()
	if code != 0 || err != "" {
		t.Fatalf("exit code %d: %s", code, err)
	}
	if err := json.Unmarshal([]byte(out), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLife(t *testing.T) {
	server := callingtest.NewServer()
	defer server.Close()

	code, out, err := ctl(t, server, "get 815")
	if code != 1 || out != "" || !strings.HasPrefix(err, "callingctl: there are no settings of this app, or no such app; write them with: callingctl set. HubSpot says: ") {
		t.Errorf("get: %d %q %q", code, out, err)
	}
	code, out, err = ctl(t, server, "set 815 --name Phone --url https://phone.example/ --width 400 --ready=false")
	if s := wantSettings(t, code, out, err); s.Name != "Phone" || s.URL != "https://phone.example/" || s.Width != 400 || s.IsReady {
		t.Errorf("set: %+v", s)
	}
	if sent := string(server.Requests(callingtest.CreateSettingsEndpoint)[0].Body); sent != `{"name":"Phone","url":"https://phone.example/","width":400,"isReady":false}` {
		t.Errorf("set sent %s", sent)
	}
	code, out, err = ctl(t, server, "patch 815 --ready --release 2026-03")
	if s := wantSettings(t, code, out, err); s.Name != "Phone" || !s.IsReady {
		t.Errorf("patch: %+v", s)
	}
	patch := server.Requests(callingtest.UpdateSettingsEndpoint)[0]
	if patch.Path != "/crm/extensions/calling/2026-03/815/settings" || string(patch.Body) != `{"isReady":true}` {
		t.Errorf("patch sent %s to %s", patch.Body, patch.Path)
	}
	code, out, err = ctl(t, server, "get 815")
	if s := wantSettings(t, code, out, err); !s.IsReady || s.Width != 400 {
		t.Errorf("get: %+v", s)
	}
	if code, out, err := ctl(t, server, "delete 815 --yes"); code != 0 || out+err != "" {
		t.Errorf("delete: %d %q %q", code, out, err)
	}
	if code, _, _ := ctl(t, server, "get 815"); code != 1 {
		t.Error("the settings are still there")
	}
}

// What went wrong is said in a sentence that tells what to do.
func TestRefused(t *testing.T) {
	server := callingtest.NewServer()
	defer server.Close()
	for status, want := range map[int]string{
		http.StatusUnauthorized: "callingctl: the credential was refused; check HUBSPOT_DEVELOPER_KEY or HUBSPOT_TOKEN. HubSpot says: no, [credential] (",
		http.StatusForbidden:    "callingctl: the credential was refused; ",
		http.StatusBadRequest:   "callingctl: HubSpot says: no, [credential] (VALIDATION_ERROR, correlation id ",
		http.StatusNotFound:     "callingctl: there are no settings of this app, ",
	} {
		server.Handle(callingtest.GetSettingsEndpoint, func(*callingtest.Request) (any, error) {
			return nil, &callingtest.Refusal{Status: status, Message: "no, " + secret}
		})
		if code, out, err := ctl(t, server, "get 815"); code != 1 || out != "" || !strings.HasPrefix(err, want) || strings.Count(err, "\n") != 1 {
			t.Errorf("%d: exit code %d, %q, %q", status, code, out, err)
		}
	}
	if code, _, err := ctlWith(t, map[string]string{envToken: secret}, "get 815 --base-url http://127.0.0.1:1/"); code != 1 || !strings.Contains(err, "refused") {
		t.Errorf("%d %q", code, err)
	}
}

// Each of the two credentials will do.
func TestCredentials(t *testing.T) {
	server := callingtest.NewServer()
	defer server.Close()
	used := ""
	server.Accept = func(scheme, credential string) bool {
		used = scheme
		return credential == secret
	}
	for variable, scheme := range map[string]string{envKey: "hapikey", envToken: "oauth"} {
		code, _, err := ctlWith(t, map[string]string{variable: secret}, "set 815 --name Phone --url https://phone.example/ --base-url "+server.URL)
		if code != 0 || used != scheme {
			t.Errorf("%s: %d %q, by %s", variable, code, err, used)
		}
	}
}

func TestUsage(t *testing.T) {
	for line, want := range map[string]string{
		"":                     "name a command: get, set, patch or delete",
		"list":                 `there is no command "list"`,
		"get":                  "name one app by its id, as in: callingctl get 815",
		"get x":                `"x" is not the id of an app, which is a number like 815`,
		"get 3000000000":       `"3000000000" is not the id of an app, which is a number like 815`,
		"set 815 --name Phone": "set needs --name and --url; to change some of the settings, use patch",
		"patch 815":            "say what to change, as in: callingctl patch 815 --ready",
		"patch 815 --readi":    "unknown flag: --readi",
		"delete 815":           "delete takes app 815 away from every account, for good; say --yes if you mean it",
	} {
		code, out, err := ctlWith(t, map[string]string{envKey: secret}, line)
		if want := "callingctl: " + want + "\ncallingctl --help says how to use it.\n"; code != 2 || out != "" || err != want {
			t.Errorf("%s: %d\ngot  %q\nwant %q", line, code, err, want)
		}
	}
	want := "callingctl: there is no credential: set HUBSPOT_DEVELOPER_KEY to the key of the developer account, or HUBSPOT_TOKEN to an OAuth token\n"
	if code, _, err := ctlWith(t, nil, "get 815"); code != 1 || err != want {
		t.Errorf("%d %q", code, err)
	}
	if code, out, _ := ctlWith(t, nil, "--help"); code != 0 || !strings.Contains(out, "callingctl get") && !strings.Contains(out, "get ") {
		t.Errorf("%d %q", code, out)
	}
}
