package golang

import (
	"github.com/callinggen/callinggen/gen"
	"github.com/callinggen/callinggen/schema"
)

// A sampler shows examples as Go.
type sampler struct{ *Target }

var _ gen.Sampler = (*sampler)(nil)

// Language is the info string of a code fence.
func (s *sampler) Language() string { return "go" }

// Call shows nothing yet: the package has no client.
func (s *sampler) Call(*schema.Endpoint, *schema.Value) (gen.Sample, bool) {
	return gen.Sample{}, false
}

// Send is below.
func (s *sampler) Send(m *schema.Message, example *schema.Value) (gen.Sample, bool) {
	return gen.Sample{}, false
}

// Receive is below.
func (s *sampler) Receive(m *schema.Message) (gen.Sample, bool) { return gen.Sample{}, false }
