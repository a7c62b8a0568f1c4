package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"reflect"
	"strconv"
	"sync"
	"time"
)

// A conversation is what the generated half of the package says about the course of a protocol. Messages are named by
// their ids in the definition.
type conversation struct {
	*protocol
	version      string
	numbers      bool                // ids are numbers, counted from 1
	onlyRequests bool                // only messages with an entry in replies carry an id
	replies      map[string]expected // what may come back
	fills        map[string][]filled // members that the runtime adds where the application does not
	handshake    *handshake          // nil: both sides may speak at once
}

// A filled is a member of a payload and what the runtime puts there: "version", "origin" or "debug".
type filled struct{ member, with string }

// A config is what a participant is made of.
type config struct {
	opens    bool    // this side begins the handshake
	greeting Message // what the application adds to open or accept; nil: nothing
	origin   string
	debug    bool

	logger      *slog.Logger
	logPayloads bool

	dispatch    func(context.Context, Envelope, Message) error
	answer      func(Envelope, Message) (Message, error)             // to a message that is not known; nil: none
	handleError func(context.Context, Message, error) (result error) // nil: an error of a handler ends Run
}

// queueRoom is how many messages wait for a slow handler before no more are received.
const queueRoom = 1024

// A peer is one side of a conversation. While Run runs, one goroutine receives and another keeps up the handshake; the
// handlers are called by Run itself.
type peer struct {
	*conversation
	config
	conn Conn

	prefix  string // of the ids that it makes
	queue   chan event
	accept  chan struct{} // open was answered
	restart chan struct{} // the handshake begins again
	sending chan struct{} // held while a message is being sent
	done    chan struct{} // closed when the conversation has ended

	mu      sync.Mutex
	running bool
	ended   error // why it has ended; nil: it has not
	stop    context.CancelCauseFunc
	ready   chan struct{} // closed when messages may be sent
	isReady bool
	pending IntOrString // id of the open that was sent or accepted last
	opening bool        // an answer to open is awaited
	ids     int64
	waits   []*wait
}

// An event is a message for the handlers, or the end.
type event struct {
	env Envelope
	m   Message
	end error
}

func newPeer(c *conversation, conn Conn, cfg config) *peer {
	p := &peer{
		conversation: c, config: cfg, conn: conn,
		prefix:  strconv.FormatUint(rand.Uint64(), 36),
		queue:   make(chan event, queueRoom),
		accept:  make(chan struct{}, 1),
		restart: make(chan struct{}, 1),
		sending: make(chan struct{}, 1),
		done:    make(chan struct{}),
		stop:    func(error) {},
		ready:   make(chan struct{}),
	}
	if p.logger == nil {
		p.logger = slog.New(slog.DiscardHandler)
	}
	if c.handshake == nil {
		p.isReady = true
		close(p.ready)
	}
	return p
}

// Run does the handshake, if the protocol has one, receives messages and calls their handlers, one after the other in the
// order of arrival. It returns nil after Close; otherwise an error that is the cause of ctx, [ErrTimeout], [ErrClosed] with
// what the connection said, or what a handler gave. When it returns, the connection is closed, no goroutine is left and
// whoever waits has been told. A participant runs once.
func (p *peer) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if err := p.begin(cancel); err != nil {
		return err
	}
	var group sync.WaitGroup
	result := ErrClosed
	defer func() { // a handler may panic
		p.finish(result)
		cancel(ErrClosed)
		_ = p.conn.Close()
		group.Wait()
	}()
	group.Add(1)
	go func() { defer group.Done(); p.receiveAll(ctx) }()
	if p.handshake != nil && p.opens {
		group.Add(1)
		go func() { defer group.Done(); p.openAll(ctx) }()
	}
	if err := p.serve(ctx); !errors.Is(err, errStopped) {
		result = err
		return err
	}
	return nil
}

// errStopped is why Run returns after Close.
var errStopped = fmt.Errorf("%w: Close was called", ErrClosed)

func (p *peer) begin(stop context.CancelCauseFunc) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.ended != nil:
		return p.ended
	case p.running:
		return errors.New("it runs already: make another one for another connection")
	}
	p.running, p.stop = true, stop
	return nil
}

// finish tells everybody that the conversation has ended.
func (p *peer) finish(why error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended != nil {
		return
	}
	p.ended = closedBy(why)
	close(p.done)
}

// closedBy makes what happened the end of a conversation.
func closedBy(why error) error {
	if errors.Is(why, ErrClosed) || errors.Is(why, ErrTimeout) {
		return why
	}
	return fmt.Errorf("%w: %w", ErrClosed, why)
}

// Close ends the conversation and its connection. It does not wait for Run, so that a handler may call it.
func (p *peer) Close() error {
	p.finish(errStopped)
	p.mu.Lock()
	stop := p.stop
	p.mu.Unlock()
	stop(errStopped)
	return p.conn.Close()
}

// Ready waits until the handshake is done and messages can be sent. The error is the cause of ctx, [ErrTimeout] or
// [ErrClosed].
func (p *peer) Ready(ctx context.Context) error {
	for {
		p.mu.Lock()
		ready, isReady, ended := p.ready, p.isReady, p.ended
		p.mu.Unlock()
		switch {
		case ended != nil:
			return ended
		case isReady:
			return nil
		}
		select {
		case <-ready:
		case <-p.done:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// serve calls the handlers until the end.
func (p *peer) serve(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		default:
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case e := <-p.queue:
			if e.end != nil {
				return e.end
			}
			if err := p.handle(ctx, e); err != nil {
				return err
			}
		}
	}
}

// handle answers a message that is not known, and calls the handlers of any.
func (p *peer) handle(ctx context.Context, e event) error {
	err := p.answerUnknown(ctx, e)
	if err == nil {
		err = p.dispatch(ctx, e.env, e.m)
	}
	if err == nil {
		return nil
	}
	err = fmt.Errorf("%s: %w", p.wireType(e.m), err)
	p.logger.DebugContext(ctx, "a handler failed", "type", p.wireType(e.m), "error", err)
	if p.handleError != nil {
		return p.handleError(ctx, e.m, err)
	}
	return err
}

func (p *peer) answerUnknown(ctx context.Context, e event) error {
	if p.config.answer == nil {
		return nil
	}
	m, err := p.config.answer(e.env, e.m)
	if err != nil || m == nil {
		return err
	}
	return p.send(ctx, m)
}

// receiveAll takes in messages until the connection ends.
func (p *peer) receiveAll(ctx context.Context) {
	for {
		data, err := p.conn.Receive(ctx)
		if err != nil {
			p.enqueue(ctx, event{end: closedBy(err)})
			return
		}
		env, m, err := p.decode(data)
		if m == nil {
			p.logger.DebugContext(ctx, "ignores what is no message", "error", err)
			continue
		}
		p.log(ctx, "receives", env, m, data)
		if p.handshakes(ctx, env, m) {
			continue
		}
		if p.mayReceive() {
			p.resolve(env, m, err)
			p.enqueue(ctx, event{env: env, m: m})
			p.redirect(ctx, m)
		}
	}
}

func (p *peer) mayReceive() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.isReady
}

func (p *peer) enqueue(ctx context.Context, e event) {
	select {
	case p.queue <- e:
	case <-ctx.Done():
	}
}

// tell hands a message that this side makes up to the handlers.
func (p *peer) tell(ctx context.Context, m Message) {
	p.enqueue(ctx, event{env: Envelope{Type: p.wireType(m)}, m: m})
}

// Send sends any message as soon as the handshake is done, a [*RawMessage] as it stands.
func (p *peer) Send(ctx context.Context, m Message) error { return p.send(ctx, m) }

// send sends a message as soon as the handshake is done.
func (p *peer) send(ctx context.Context, m Message) error {
	return p.sendAwaiting(ctx, m, nil)
}

// sendAwaiting sends a message, and has w wait for its replies from the moment when it is sent; nil: nobody waits.
func (p *peer) sendAwaiting(ctx context.Context, m Message, w *wait) error {
	m, err := p.fill(m, nil)
	if err != nil {
		return err
	}
	if err := p.Ready(ctx); err != nil {
		return fmt.Errorf("%s was not sent: %w", p.wireType(m), err)
	}
	return p.write(ctx, Envelope{ID: p.idFor(ctx, m)}, m, w)
}

// write sends a message, ready or not.
func (p *peer) write(ctx context.Context, env Envelope, m Message, w *wait) error {
	data, err := p.encode(env, m)
	if err != nil {
		return err
	}
	select {
	case p.sending <- struct{}{}:
		defer func() { <-p.sending }()
	case <-p.done:
		return fmt.Errorf("%s was not sent: %w", p.wireType(m), p.why())
	case <-ctx.Done():
		return fmt.Errorf("%s was not sent: %w", p.wireType(m), context.Cause(ctx))
	}
	p.log(ctx, "sends", env, m, data)
	p.addWait(w, env, m)
	if err := p.conn.Send(ctx, data); err != nil {
		if ended := p.why(); ended != nil {
			err = fmt.Errorf("%w: %w", ended, err)
		}
		return fmt.Errorf("%s was not sent: %w", p.wireType(m), err)
	}
	return nil
}

func (p *peer) why() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ended
}

// idFor gives the id of a message to be sent: that of the request which it answers, or a new one.
func (p *peer) idFor(ctx context.Context, m Message) IntOrString {
	if p.idName == "" {
		return IntOrString{}
	}
	id := m.messageID()
	if env, ok := EnvelopeFrom(ctx); ok && p.repliesByID(env.Type, id) {
		return env.ID
	}
	if _, request := p.replies[id]; p.onlyRequests && !request {
		return IntOrString{}
	}
	return p.newID()
}

func (p *peer) newID() IntOrString {
	if p.idName == "" {
		return IntOrString{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ids++
	if p.numbers {
		return FromInt(p.ids)
	}
	return FromString(p.prefix + "_" + strconv.FormatInt(p.ids, 10))
}

// fill makes a message anew with what the runtime fills, where neither the message nor members given besides say
// otherwise.
func (p *peer) fill(m Message, besides map[string]json.RawMessage) (Message, error) {
	if isNil(m) {
		return nil, errors.New("no message to send")
	}
	k := p.byID[m.messageID()]
	if k == nil || len(p.fills[k.id])+len(besides) == 0 {
		return m, nil
	}
	members := map[string]json.RawMessage{}
	for _, f := range p.fills[k.id] {
		if value := p.valueOf(f.with); value != nil {
			members[f.member] = value
		}
	}
	maps.Copy(members, besides)
	if !reflect.ValueOf(m).Elem().IsZero() {
		for name, value := range membersOf(m) {
			if _, filled := members[name]; !filled || !isZero(value) {
				members[name] = value
			}
		}
	}
	return remake(k, members)
}

// isZero reports whether a member that has to be there says no more than that nobody has set it.
func isZero(value json.RawMessage) bool {
	return string(value) == `""` || string(value) == "false" || string(value) == "null"
}

func (p *peer) valueOf(with string) json.RawMessage {
	switch {
	case with == "version":
		return appendString(nil, p.version)
	case with == "debug":
		return strconv.AppendBool(nil, p.debug)
	case with == "origin" && p.origin != "":
		return appendString(nil, p.origin)
	default:
		return nil
	}
}

func (p *peer) log(ctx context.Context, verb string, env Envelope, m Message, data []byte) {
	if !p.logger.Enabled(ctx, slog.LevelDebug) {
		return
	}
	attrs := []slog.Attr{slog.String("type", p.wireType(m))}
	if !env.ID.IsZero() {
		attrs = append(attrs, slog.String("id", env.ID.String()))
	}
	if p.logPayloads {
		attrs = append(attrs, slog.String("message", string(data)))
	}
	p.logger.LogAttrs(ctx, slog.LevelDebug, verb, attrs...)
}

func millis(n int64) time.Duration { return time.Duration(n) * time.Millisecond }

// copyOf copies what p points to; of nil it makes the zero value.
func copyOf[T any](p *T) *T {
	c := new(T)
	if p != nil {
		*c = *p
	}
	return c
}
