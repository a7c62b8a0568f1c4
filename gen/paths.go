package gen

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode"
)

// checkPaths refuses paths that could leave the output folder, that some system cannot have, and pairs that a file
// system without case cannot keep apart. Names of files come from names in the protocol, so this is where a hostile or
// an unlucky name ends.
func checkPaths(files []File) error {
	seen := make(map[string]string, len(files)) // folded path to path
	folders := map[string]string{}              // folded folder to a file in it
	fine := map[string]bool{}                   // folders whose path is known to be good
	for _, f := range files {
		if why := badPathIn(f.Path, fine); why != "" {
			return fmt.Errorf("cannot write a file named %q: %s; rename what it is made for", f.Path, why)
		}
		folded := fold(f.Path)
		if other, ok := seen[folded]; ok {
			return fmt.Errorf("cannot write both %q and %q: they are one file where case does not count; rename what one of them is made for", other, f.Path)
		}
		seen[folded] = f.Path
		for dir := path.Dir(folded); dir != "." && folders[dir] == ""; dir = path.Dir(dir) {
			folders[dir] = f.Path
		}
	}
	for _, f := range files {
		if inside, ok := folders[fold(f.Path)]; ok {
			return fmt.Errorf("cannot write both %q and %q: one would be the folder of the other; rename what one of them is made for", f.Path, inside)
		}
	}
	return nil
}

// fold gives paths that a file system without case takes for one the same spelling. Some letters meet only in capitals,
// like s and ſ; ASCII, which costs nothing when it is in lower case already, has none of them.
func fold(path string) string {
	for i := range len(path) {
		if path[i] > unicode.MaxASCII {
			return strings.ToLower(strings.ToUpper(path))
		}
	}
	return strings.ToLower(path)
}

// badPathIn is badPath for many files, of which most share their folders.
func badPathIn(p string, fine map[string]bool) string {
	dir, name := path.Split(p)
	if fine[dir] && name != "." && name != ".." && fs.ValidPath(name) {
		return badName(name)
	}
	why := badPath(p)
	fine[dir] = why == ""
	return why
}

// badPath says what is wrong with the path of a file, or "".
func badPath(p string) string {
	if !fs.ValidPath(p) || p == "." {
		return "it is no plain path below the output folder"
	}
	for _, name := range strings.Split(p, "/") {
		if why := badName(name); why != "" {
			return why
		}
	}
	return ""
}

// The longest name that common file systems take, in bytes.
const maxName = 255

// badName says what is wrong with one element of a path, or "".
func badName(name string) string {
	switch {
	case strings.ContainsAny(name, reserved):
		return "Windows allows none of < > : \" | ? * \\ and no control character in a name"
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
		return "Windows drops a dot or a space from the end of a name"
	case isDevice(name):
		return "Windows takes the name for a device"
	case len(name) > maxName:
		return fmt.Sprintf("a name has at most %d bytes", maxName)
	}
	switch fold(name) {
	case manifestName, tempFolder, ".git":
		return "the name belongs to callinggen or to version control"
	}
	return ""
}

// reserved are the characters that a name cannot have.
var reserved = func() string {
	all := `<>:"|?*\`
	for r := range rune(' ') {
		all += string(r)
	}
	return all
}()

// isDevice reports whether Windows opens a device in place of a file of this name, whatever its extension.
func isDevice(name string) bool {
	stem, _, _ := strings.Cut(name, ".")
	stem = strings.TrimRight(stem, " ")
	if len(stem) > len("CONOUT$") {
		return false
	}
	stem = strings.ToUpper(stem)
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	number, ok := strings.CutPrefix(stem, "COM")
	if !ok {
		number, ok = strings.CutPrefix(stem, "LPT")
	}
	return ok && len([]rune(number)) == 1 && strings.Contains("0123456789¹²³", number)
}
