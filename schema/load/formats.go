package load

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"math/big"
)

// ownFormats are the formats that JSON Schema does not define. A value of another JSON kind passes: the type says that.
var ownFormats = map[string]func(any) bool{
	"e164":         func(v any) bool { s, ok := v.(string); return !ok || e164().MatchString(s) },
	"byte":         func(v any) bool { s, ok := v.(string); return !ok || isBase64(s) },
	"epoch-millis": between(big.NewInt(-maxDateMillis), big.NewInt(maxDateMillis)),
	"int32":        between(big.NewInt(math.MinInt32), big.NewInt(math.MaxInt32)),
	"int64":        between(big.NewInt(math.MinInt64), big.NewInt(math.MaxInt64)),
	"uint32":       between(new(big.Int), big.NewInt(math.MaxUint32)),
	"uint64":       between(new(big.Int), new(big.Int).SetUint64(math.MaxUint64)),
}

// e164 is a phone number in the form of ITU-T E.164: plus, country code, number, at most fifteen digits.
var e164 = regular(`^\+[1-9][0-9]{1,14}$`)

// maxDateMillis is the last moment that a JavaScript Date can hold.
const maxDateMillis = 8_640_000_000_000_000

func isBase64(s string) bool {
	_, err := base64.StdEncoding.DecodeString(s)
	return err == nil
}

func between(low, high *big.Int) func(any) bool {
	lowest, highest := new(big.Rat).SetInt(low), new(big.Rat).SetInt(high)
	return func(v any) bool {
		n, ok := v.(json.Number)
		if !ok {
			return true
		}
		r, ok := new(big.Rat).SetString(n.String())
		return ok && r.Cmp(lowest) >= 0 && r.Cmp(highest) <= 0
	}
}

// formatHints say what a value of a format looks like.
var formatHints = map[string]string{
	"date-time":    "a date and time like 2024-05-01T09:30:00Z",
	"date":         "a date like 2024-05-01",
	"uri":          "an address with its scheme, like https://example.com/",
	"uuid":         "a UUID like 123e4567-e89b-12d3-a456-426614174000",
	"email":        "an email address",
	"e164":         `a phone number with "+", country code and digits alone, like +14155550100`,
	"byte":         "base64 with padding",
	"epoch-millis": "milliseconds since 1970 that a date can have",
	"int32":        "a whole number of 32 bits",
	"int64":        "a whole number of 64 bits",
	"uint32":       "a whole number from 0 that fits 32 bits",
	"uint64":       "a whole number from 0 that fits 64 bits",
}
