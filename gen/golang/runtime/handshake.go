package runtime

import (
	"context"
	"encoding/json"
	"time"
)

// A handshake is what two participants say to each other before the conversation. The messages are named by their ids;
// "" where there is none.
type handshake struct {
	open     string
	accept   string
	echo     bool     // accept carries back every member and the id of open
	ready    string   // made locally by each side when done
	members  []string // of the other side's message, which ready takes over
	failed   string   // made locally by the side that opens when time runs out
	redirect string   // after which the handshake begins again
	address  string   // the member of redirect that says where

	retryMillis   int64 // between two opens; 0: there is but one
	timeoutMillis int64 // 0: never
}

// openAll opens the conversation, and does so again whenever the other side is redirected.
func (p *peer) openAll(ctx context.Context) {
	for {
		if err := p.open(ctx); err != nil {
			p.enqueue(ctx, event{end: closedBy(err)})
			return
		}
		select {
		case <-p.restart:
		case <-ctx.Done():
			return
		}
	}
}

// open repeats the opening message until it is answered, or until it is too late.
func (p *peer) open(ctx context.Context) error {
	var retry, late <-chan time.Time
	if p.handshake.retryMillis > 0 {
		ticker := time.NewTicker(millis(p.handshake.retryMillis))
		defer ticker.Stop()
		retry = ticker.C
	}
	if p.handshake.timeoutMillis > 0 {
		timer := time.NewTimer(millis(p.handshake.timeoutMillis))
		defer timer.Stop()
		late = timer.C
	}
	m, err := p.fill(p.greetingOr(p.handshake.open), nil)
	if err != nil {
		return err
	}
	env := Envelope{ID: p.newID()}
	p.expectAccept(env.ID)
	for {
		if err := p.write(ctx, env, m, nil); err != nil {
			return err
		}
		select {
		case <-p.accept:
			return nil
		case <-retry:
		case <-late:
			return p.giveUp(ctx)
		case <-ctx.Done():
			return nil
		}
	}
}

func (p *peer) giveUp(ctx context.Context) error {
	p.mu.Lock()
	late := p.opening
	p.opening = false
	p.mu.Unlock()
	if !late { // the answer has just come
		<-p.accept
		return nil
	}
	if k := p.byID[p.handshake.failed]; k != nil {
		p.tell(ctx, k.new())
	}
	return ErrTimeout
}

func (p *peer) greetingOr(id string) Message {
	if !isNil(p.greeting) {
		return p.greeting
	}
	return p.byID[id].new()
}

// expectAccept is called before each open that is not a repetition.
func (p *peer) expectAccept(id IntOrString) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pending, p.opening = id, true
}

// handshakes takes in a message that belongs to the handshake, and reports whether it did.
func (p *peer) handshakes(ctx context.Context, env Envelope, m Message) bool {
	h := p.handshake
	switch {
	case h == nil:
		return false
	case p.opens && m.messageID() == h.accept:
		if p.isAnswer(env) {
			p.become(ctx, env, m)
			p.accept <- struct{}{}
		}
		return true
	case !p.opens && m.messageID() == h.open:
		if p.isNew(env) {
			p.welcome(ctx, env, m)
		}
		return true
	}
	return false
}

// isAnswer reports whether an answer to open is awaited, and this is the one. An echo proves it by the id.
func (p *peer) isAnswer(env Envelope) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.opening || p.handshake.echo && p.idName != "" && env.ID != p.pending {
		return false
	}
	p.opening = false
	return true
}

// isNew reports whether an open is the first, or begins the conversation again. The other side repeats itself until it is
// answered, and the answer may cross a repetition.
func (p *peer) isNew(env Envelope) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.isReady && (p.idName == "" || env.ID == p.pending) {
		return false
	}
	p.pending = env.ID
	return true
}

// welcome answers an open.
func (p *peer) welcome(ctx context.Context, env Envelope, open Message) {
	answer := Envelope{ID: p.newID()}
	var echo map[string]json.RawMessage
	if p.handshake.echo {
		answer.ID, echo = env.ID, membersOf(open)
	}
	m, err := p.fill(p.greetingOr(p.handshake.accept), echo)
	if err == nil {
		err = p.write(ctx, answer, m, nil)
	}
	if err != nil {
		p.enqueue(ctx, event{end: err})
		return
	}
	p.become(ctx, env, open)
}

// become lets messages pass, and tells the handlers with what the other side has said.
func (p *peer) become(ctx context.Context, env Envelope, said Message) {
	p.setReady(true)
	p.enqueue(ctx, event{env: env, m: said})
	p.tellReady(ctx, membersOf(said))
}

func (p *peer) tellReady(ctx context.Context, said map[string]json.RawMessage) {
	k := p.byID[p.handshake.ready]
	if k == nil {
		return
	}
	members := map[string]json.RawMessage{}
	for _, name := range p.handshake.members {
		if value, ok := said[name]; ok {
			members[name] = value
		}
	}
	m, err := remake(k, members)
	if err != nil {
		m = k.new()
	}
	p.tell(ctx, m)
}

func (p *peer) setReady(is bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case is && !p.isReady:
		close(p.ready)
	case !is && p.isReady:
		p.ready = make(chan struct{})
	}
	p.isReady = is
}

// redirect begins again when the other side says that the conversation goes on elsewhere: the side that opens opens anew,
// and the other one is ready at once, and tells where.
func (p *peer) redirect(ctx context.Context, m Message) {
	h := p.handshake
	if h == nil || h.redirect == "" || m.messageID() != h.redirect {
		return
	}
	said := membersOf(m)
	var address string
	if json.Unmarshal(said[h.address], &address) != nil || address == "" {
		return
	}
	if !p.opens {
		p.tellReady(ctx, map[string]json.RawMessage{h.address: said[h.address]})
		return
	}
	p.setReady(false)
	select {
	case p.restart <- struct{}{}:
	default: // it is about to begin again anyway
	}
}

// membersOf gives the members of a payload, known or not.
func membersOf(m Message) map[string]json.RawMessage {
	members := map[string]json.RawMessage{}
	if payload, err := marshal(m); err == nil {
		_ = json.Unmarshal(payload, &members) // a payload that is no object has none
	}
	return members
}

// remake makes a message of members.
func remake(k *kind, members map[string]json.RawMessage) (Message, error) {
	payload, err := json.Marshal(members)
	if err != nil {
		return nil, err
	}
	m := k.new()
	return m, unmarshal(payload, m)
}
