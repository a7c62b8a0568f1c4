package json

import "github.com/callinggen/callinggen/schema"

func (w *writer) envelope(e *schema.Envelope) {
	w.Key("envelope").Object(func() {
		w.Key("type").String(e.Type)
		if e.ID != "" {
			w.Key("id").Object(func() {
				w.Key("property").String(e.ID)
				w.typ("type", e.IDType)
				w.Text("only", e.IDOnly)
			})
		}
		w.Text("payload", e.Payload)
		if len(e.Fixed) > 0 {
			w.value("fixed", &schema.Value{Kind: schema.ObjectValue, Members: e.Fixed})
		}
	})
}

func (w *writer) handshake(h *schema.Handshake) {
	if h == nil {
		return
	}
	w.Key("handshake").Object(func() {
		w.Key("from").String(h.From.ID)
		w.message("open", h.Open)
		w.message("accept", h.Accept)
		w.Flag("echo", h.Echo)
		w.message("ready", h.Ready)
		w.message("failed", h.Failed)
		if r := h.Redirect; r != nil {
			w.Key("redirect")
			w.row(func() {
				w.message("message", r.Message)
				w.Key("to").String(r.To.Wire)
			})
		}
		w.number("retryMillis", h.RetryMillis)
		w.number("timeoutMillis", h.TimeoutMillis)
	})
}

func (w *writer) messageBody(m *schema.Message) {
	w.Key("id").String(m.ID)
	w.Key("type").String(m.Type)
	w.Key("name").String(m.Name)
	w.Key("sends").String(m.Sends)
	w.prose("title", m.Title)
	w.meta(&m.Meta)
	names(w, "from", m.From, participantID)
	names(w, "local", m.Local, participantID)
	w.Flag("automatic", m.Automatic)
	w.Text("catches", m.Catches)
	w.Key("layout").String(string(m.Layout))
	w.typ("payload", m.Payload.Type)
	w.tell("same", m.Same)
	w.replies(m.Replies)
	names(w, "answers", m.Answers, messageID)
	names(w, "tags", m.Tags, tagID)
	w.Values("examples", m.Examples)
}

func participantID(p *schema.Participant) string { return p.ID }

func messageID(m *schema.Message) string { return m.ID }

func (w *writer) replies(r *schema.Replies) {
	if r == nil {
		return
	}
	w.Key("replies").Object(func() {
		w.Key("by").String(r.By)
		w.Text("field", r.Field)
		list(w, "messages", r.Messages, w.reply)
	})
}

func (w *writer) reply(r *schema.Reply) {
	w.message("message", r.Message)
	w.prose("when", r.When)
}
