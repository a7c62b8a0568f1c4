// The generated package, a module of its own: whoever imports it inherits nothing that the generator needs.
module github.com/callinggen/callinggen/sdk/go

go 1.24.0
