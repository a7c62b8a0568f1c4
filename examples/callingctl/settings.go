package main

import (
	"encoding/json"
	"io"

	"github.com/spf13/pflag"

	"github.com/callinggen/callinggen/sdk/go/calling"
)

// Settings are what the flags of set and patch say.
type settings struct {
	name, url                                     string
	width, height                                 int32
	ready, customObjects, inbound, window, remote bool
}

func (s *settings) addTo(flags *pflag.FlagSet) {
	flags.StringVar(&s.name, "name", "", "name that users see")
	flags.StringVar(&s.url, "url", "", "address of the calling app, with https")
	flags.Int32Var(&s.width, "width", 0, "width of the frame in pixels")
	flags.Int32Var(&s.height, "height", 0, "height of the frame in pixels")
	flags.BoolVar(&s.ready, "ready", false, "users see the app; --ready=false while you test")
	flags.BoolVar(&s.customObjects, "custom-objects", false, "users can call from pages of custom objects")
	flags.BoolVar(&s.inbound, "inbound", false, "users can take calls")
	flags.BoolVar(&s.window, "calling-window", false, "a window of its own keeps the connection")
	flags.BoolVar(&s.remote, "remote", false, "the app appears in the remote of the navigation bar")
}

// any reports whether a setting was given.
func (s *settings) any(flags *pflag.FlagSet) bool {
	p := s.part(flags)
	return p.Name != nil || p.URL != nil || p.Width != nil || p.Height != nil || p.IsReady != nil ||
		p.SupportsCustomObjects != nil || p.SupportsInboundCalling != nil || p.UsesCallingWindow != nil || p.UsesRemote != nil
}

// part gives the settings that were given.
func (s *settings) part(flags *pflag.FlagSet) *calling.PartialWidgetSettings {
	return &calling.PartialWidgetSettings{
		Name:                   given(flags, "name", &s.name),
		URL:                    given(flags, "url", &s.url),
		Width:                  given(flags, "width", &s.width),
		Height:                 given(flags, "height", &s.height),
		IsReady:                given(flags, "ready", &s.ready),
		SupportsCustomObjects:  given(flags, "custom-objects", &s.customObjects),
		SupportsInboundCalling: given(flags, "inbound", &s.inbound),
		UsesCallingWindow:      given(flags, "calling-window", &s.window),
		UsesRemote:             given(flags, "remote", &s.remote),
	}
}

// whole gives all settings, those that were not given left out.
func (s *settings) whole(flags *pflag.FlagSet) *calling.WidgetSettings {
	p := s.part(flags)
	return &calling.WidgetSettings{
		Name: s.name, URL: s.url, Width: p.Width, Height: p.Height, IsReady: p.IsReady,
		SupportsCustomObjects: p.SupportsCustomObjects, SupportsInboundCalling: p.SupportsInboundCalling,
		UsesCallingWindow: p.UsesCallingWindow, UsesRemote: p.UsesRemote,
	}
}

// given is the value of a flag, or nil when it was left out: false and absent differ.
func given[T any](flags *pflag.FlagSet, name string, value *T) *T {
	if !flags.Changed(name) {
		return nil
	}
	return value
}

// show prints settings as JSON, members that are not known included.
func show(out io.Writer, s *calling.StoredWidgetSettings) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(s)
}
