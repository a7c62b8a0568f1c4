// Package protocol makes protocol files of any size, so that the time of a generator can be seen to grow with its input.
// Such a file is dull on purpose: the same shapes over and over, with names and numbers that differ.
package protocol

import (
	"bytes"
	"fmt"
)

const head = `protocol: bench
version: 1.0.0
title: Bench
description: A protocol made to be measured.
locale: en
evidence: code
participants:
  client: {title: Client, summary: Asks.}
  server: {title: Server, summary: Answers.}
envelope: {type: type, id: messageId, payload: data}
history: {1.0.0: The first.}
`

// Make gives a protocol file of n messages with six properties each, an enum for every third message and an example on
// every tenth.
func Make(n int) []byte {
	var b bytes.Buffer
	b.WriteString(head)
	b.WriteString("messages:\n")
	for i := range n {
		message(&b, i)
	}
	b.WriteString("types:\n")
	for i := 0; i*3 < n; i++ {
		enum(&b, i)
	}
	return b.Bytes()
}

func message(b *bytes.Buffer, i int) {
	from := "client"
	if i%2 == 1 {
		from = "server"
	}
	fmt.Fprintf(b, `  MESSAGE_%d:
    from: %s
    summary: Tells the other side about thing %d.
    description: Sent as soon as thing %d is known. It carries what the other side needs in order to show it.
    since: 1.0.0
    payload:
      type: object
      required: [externalId, kind]
      properties:
        externalId: {type: string, description: The id that the sender gave to thing %d.}
        kind: {$ref: '#/types/Kind%d', description: What kind of thing it is.}
        count: {type: integer, minimum: 0, description: How many of them there are.}
        visible: {type: boolean, default: true, description: Whether a user can see it.}
        startTime: {type: integer, format: epoch-millis, unit: ms, description: When it began.}
        labels: {type: array, items: {type: string}, description: The words that a user gave to it.}
`, i, from, i, i, i, i/3)
	if i%10 == 0 {
		fmt.Fprintf(b, "    examples: [{externalId: t-%d, kind: FIRST, count: %d, startTime: 1755000000000, labels: [one, two]}]\n", i, i)
	}
}

func enum(b *bytes.Buffer, i int) {
	fmt.Fprintf(b, `  Kind%d:
    description: The kinds of thing number %d.
    oneOf:
      - {const: FIRST, description: The first kind.}
      - {const: SECOND, description: The second kind.}
      - {const: THIRD, description: The third kind.}
      - {const: OTHER, description: Any other kind.}
`, i, i)
}
