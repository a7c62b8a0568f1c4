module example.com/softphone

go 1.24.0

tool github.com/callinggen/callinggen/cmd/callinggen

require github.com/coder/websocket v1.8.15

require (
	github.com/callinggen/callinggen v0.0.0 // indirect
	github.com/dave/jennifer v1.7.1 // indirect
	github.com/evanw/esbuild v0.28.2 // indirect
	github.com/fsnotify/fsnotify v1.10.1 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/santhosh-tekuri/jsonschema/v5 v5.3.1 // indirect
	github.com/spf13/cobra v1.10.2 // indirect
	github.com/spf13/pflag v1.0.9 // indirect
	golang.org/x/sync v0.19.0 // indirect
	golang.org/x/sys v0.39.0 // indirect
	golang.org/x/text v0.33.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)

// Until callinggen is published: the clone that this example is part of.
replace github.com/callinggen/callinggen => ../..
