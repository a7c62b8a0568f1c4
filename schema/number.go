package schema

import (
	"encoding/json"
	"math/big"
	"strconv"
)

// InDouble spells a number as those write it after reading it who, like JavaScript, have no others than IEEE 754 doubles, and reports
// whether that is the same number. Then its spelling is kept.
func (v *Value) InDouble() (text string, same bool) {
	f, err := strconv.ParseFloat(v.Number, 64)
	if err != nil {
		return v.Number, false // beyond all doubles: a protocol that loads has none
	}
	again, _ := json.Marshal(f) // of a double that is finite
	if isSameNumber(v.Number, string(again)) {
		return v.Number, true
	}
	return string(again), false
}

func isSameNumber(a, b string) bool {
	if a == b {
		return true
	}
	x, ok := new(big.Rat).SetString(a)
	y, too := new(big.Rat).SetString(b)
	return ok && too && x.Cmp(y) == 0
}
