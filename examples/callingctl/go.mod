module example.com/callingctl

go 1.24.0

require (
	github.com/callinggen/callinggen/sdk/go v0.0.0
	github.com/spf13/cobra v1.10.2
	github.com/spf13/pflag v1.0.9
)

require github.com/inconshreveable/mousetrap v1.1.0 // indirect

// Until callinggen is published: the clone that this example is part of.
replace github.com/callinggen/callinggen/sdk/go => ../../sdk/go
