package main

import (
	"context"
	"fmt"
	"sync"

	"example.com/softphone/calling"
)

// A phone has one call at a time. Whoever is called does not exist: the buttons of the page say what happens to the call.
type phone struct {
	widget *calling.Widget
	show   func(context.Context, view) error

	mu    sync.Mutex
	calls int
	call  *call // nil: there is none
}

// A call is known to HubSpot by an id of ours, and by the engagement that HubSpot keeps of it.
type call struct {
	id         string
	number     string
	state      string // "ringing", "talking" or "ended"
	engagement int64  // 0: HubSpot has not told yet
}

// A view is what the page shows.
type view struct {
	State  string `json:"state"` // of the call, or "idle"
	Number string `json:"number,omitempty"`
	Logged bool   `json:"logged,omitempty"` // whether HubSpot keeps the call
}

func newPhone(conn calling.Conn, show func(context.Context, view) error, options *calling.WidgetOptions) *phone {
	p := &phone{show: show}
	p.widget = calling.NewWidget(conn, &calling.WidgetHandlers{
		OnReady:                     p.ready,
		OnDialNumber:                p.dial,
		OnCreateEngagementSucceeded: p.logged,
	}, options)
	return p
}

// ready tells HubSpot that the phone can be used.
func (p *phone) ready(ctx context.Context, _ *calling.Ready) error {
	err := p.widget.Initialized(ctx, &calling.Initialized{
		IsLoggedIn:  calling.Ptr(true),
		IsAvailable: calling.Ptr(false), // nobody can call this phone
		SizeInfo:    &calling.WidgetSize{Width: 400, Height: 300},
	})
	if err != nil {
		return err
	}
	return p.refresh(ctx)
}

// dial calls the number that the user has clicked on, unless there is a call already.
func (p *phone) dial(ctx context.Context, m *calling.DialNumber) error {
	c, ok := p.begin(m.PhoneNumber)
	if !ok {
		return p.widget.SendError(ctx, &calling.Error{Message: "There is a call already."})
	}
	err := p.widget.OutgoingCall(ctx, &calling.OutgoingCallStarted{
		ExternalCallID:   &c.id,
		ToNumber:         &c.number,
		CreateEngagement: calling.Ptr(true),
	})
	if err != nil {
		return err
	}
	return p.refresh(ctx)
}

// logged notes under which engagement HubSpot keeps the call.
func (p *phone) logged(ctx context.Context, m *calling.CreateEngagementSucceeded) error {
	p.change(func(c *call) bool {
		c.engagement = m.EngagementID
		return true
	})
	return p.refresh(ctx)
}

// press does what a button of the page says. One that makes no sense now, as of a page that has not been told yet, does
// nothing.
func (p *phone) press(ctx context.Context, button string) error {
	step, ok := map[string]func(context.Context) error{"answered": p.answered, "hang up": p.hangUp, "done": p.done}[button]
	if !ok {
		return fmt.Errorf("the page has no button %q", button)
	}
	if err := step(ctx); err != nil {
		return err
	}
	return p.refresh(ctx)
}

func (p *phone) answered(ctx context.Context) error {
	c, ok := p.move("talking", "ringing")
	if !ok {
		return nil
	}
	return p.widget.CallAnswered(ctx, &calling.CallAnswered{ExternalCallID: &c.id})
}

func (p *phone) hangUp(ctx context.Context) error {
	status := calling.EndStatusCompleted
	c, ok := p.move("ended", "talking")
	if !ok {
		status = calling.EndStatusCanceled
		c, ok = p.move("ended", "ringing")
	}
	if !ok {
		return nil
	}
	return p.widget.CallEnded(ctx, &calling.CallEnded{ExternalCallID: &c.id, EngagementID: c.engagementID(), CallEndStatus: &status})
}

func (p *phone) done(ctx context.Context) error {
	c, ok := p.move("done", "ended")
	if !ok {
		return nil
	}
	m := &calling.CallCompleted{ExternalCallID: &c.id, HideWidget: calling.Ptr(false)}
	if c.engagement != 0 {
		m.EngagementID = calling.FromInt(c.engagement)
	}
	return p.widget.CallCompleted(ctx, m)
}

// begin makes a call, if there is none.
func (p *phone) begin(number string) (call, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.call != nil {
		return call{}, false
	}
	p.calls++
	p.call = &call{id: fmt.Sprintf("call-%d", p.calls), number: number, state: "ringing"}
	return *p.call, true
}

// move brings the call from one state into another, if it is in that one. After "done" there is none.
func (p *phone) move(to, from string) (call, bool) {
	return p.change(func(c *call) bool {
		if c.state != from {
			return false
		}
		c.state = to
		return true
	})
}

// change changes the call, if there is one, and gives what it is then.
func (p *phone) change(f func(*call) bool) (call, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.call == nil || !f(p.call) {
		return call{}, false
	}
	c := *p.call
	if c.state == "done" {
		p.call = nil
	}
	return c, true
}

func (c call) engagementID() *int64 {
	if c.engagement == 0 {
		return nil
	}
	return &c.engagement
}

// refresh tells the page what to show.
func (p *phone) refresh(ctx context.Context) error {
	v := view{State: "idle"}
	p.mu.Lock()
	if p.call != nil {
		v = view{State: p.call.state, Number: p.call.number, Logged: p.call.engagement != 0}
	}
	p.mu.Unlock()
	return p.show(ctx, v)
}
