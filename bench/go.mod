module github.com/callinggen/callinggen/bench

go 1.24.0

require (
	golang.org/x/sync v0.19.0
	gopkg.in/yaml.v3 v3.0.1
)

require (
	github.com/callinggen/callinggen/sdk/go v0.0.0
	github.com/go-faster/errors v0.7.1 // indirect
	github.com/go-faster/jx v1.2.0
	github.com/goccy/go-json v0.12.0
	github.com/segmentio/asm v1.2.1 // indirect
	golang.org/x/sys v0.1.0 // indirect
)

replace github.com/callinggen/callinggen/sdk/go => ../sdk/go
