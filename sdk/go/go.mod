module github.com/callinggen/callinggen/sdk/go

go 1.24
