package json

import "github.com/callinggen/callinggen/schema"

func (w *writer) http(h *schema.HTTP) {
	if h == nil {
		return
	}
	w.Key("http").Object(func() {
		rows(w, "servers", h.Servers, func(s *schema.Server) {
			w.Key("id").String(s.ID)
			w.Key("url").String(s.URL)
		})
		list(w, "families", h.Families, w.family)
		list(w, "auth", h.Auth, w.auth)
		w.typ("error", h.Error)
		list(w, "endpoints", h.Endpoints, w.endpoint)
	})
}

func (w *writer) family(f *schema.Family) {
	w.Key("id").String(f.ID)
	w.Key("prefix").String(f.Prefix)
	w.meta(&f.Meta)
	list(w, "parameters", f.Parameters, w.parameter)
}

func (w *writer) auth(a *schema.Auth) {
	w.Key("id").String(a.ID)
	w.Key("type").String(a.Type)
	w.Text("in", a.In)
	w.Text("name", a.Name)
	w.meta(&a.Meta)
}

func (w *writer) endpoint(e *schema.Endpoint) {
	w.Key("id").String(e.ID)
	w.Key("method").String(e.Method)
	w.Key("path").String(e.Path)
	w.meta(&e.Meta)
	names(w, "families", e.Families, func(f *schema.Family) string { return f.ID })
	w.Flag("servedByApp", e.ServedByApp)
	w.Flag("idempotent", e.Idempotent)
	list(w, "parameters", e.Parameters, w.parameter)
	if e.Request != nil {
		w.typ("request", e.Request.Type)
	}
	list(w, "responses", e.Responses, w.response)
	rows(w, "auth", e.Auth, w.authUse)
	names(w, "tags", e.Tags, tagID)
	w.Values("examples", e.Examples)
}

func (w *writer) parameter(p *schema.Parameter) {
	w.Key("wire").String(p.Wire)
	w.Key("name").String(p.Name)
	w.Key("in").String(p.In)
	w.meta(&p.Meta)
	w.typ("type", p.Type)
	w.Flag("required", p.Required)
	w.value("default", p.Default)
	w.Values("examples", p.Examples)
}

func (w *writer) response(r *schema.Response) {
	w.number("status", r.Status)
	w.prose("description", r.Description)
	w.typ("type", r.Type)
	w.Values("examples", r.Examples)
}

func (w *writer) authUse(u *schema.AuthUse) {
	w.Key("id").String(u.Auth.ID)
	if len(u.Scopes) > 0 {
		w.Key("scopes").Strings(u.Scopes)
	}
}

func (w *writer) storageKey(k *schema.StorageKey) {
	w.Key("key").String(k.Key)
	w.Key("on").String(k.On.ID)
	w.meta(&k.Meta)
	w.typ("value", k.Value)
	names(w, "tags", k.Tags, tagID)
	w.Values("examples", k.Examples)
}
