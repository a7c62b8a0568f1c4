package load

import (
	"iter"
	"strings"
)

// cycles reports each chain of nodes that comes back to where it began. Every node is visited once.
func cycles[T comparable](nodes []T, next func(T) iter.Seq[T], report func(chain []T)) {
	depth := map[T]int{} // of nodes on the present chain, from 1
	done := map[T]bool{}
	var chain []T
	var visit func(T)
	visit = func(n T) {
		if done[n] {
			return
		}
		if d := depth[n]; d > 0 {
			report(chain[d-1:])
			return
		}
		chain = append(chain, n)
		depth[n] = len(chain)
		for m := range next(n) {
			visit(m)
		}
		chain = chain[:len(chain)-1]
		delete(depth, n)
		done[n] = true
	}
	for _, n := range nodes {
		visit(n)
	}
}

// spellCycle lists the names of a chain and the first once more; of a long one, its beginning.
func spellCycle[T any](chain []T, name func(T) string) string {
	const most = 8
	var b strings.Builder
	for i, n := range chain {
		if i == most {
			b.WriteString("… → ")
			break
		}
		b.WriteString(name(n) + " → ")
	}
	return b.String() + name(chain[0])
}
