package main

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// quiet is how long nothing more must happen before a change counts as saved: editors write a file in several steps.
const quiet = 100 * time.Millisecond

// watch generates, and generates again whenever a file that it read has changed, until the context is done. A save that
// breaks the protocol is told of and waited out.
func watch(ctx context.Context, s streams, f generateFlags, targets []string) error {
	w, err := newWatcher()
	if err != nil {
		return err
	}
	defer w.Close()
	return w.generate(ctx, s, f, targets)
}

// generate is watch with a watcher.
func (w *watcher) generate(ctx context.Context, s streams, f generateFlags, targets []string) error {
	c, _ := f.findConfig() // prepare tells of the error
	inputs := f.inputs(c, nil, nil)
	if len(inputs) == 0 {
		return fmt.Errorf("the embedded protocol never changes; name a protocol file with --schema or in %s", configName)
	}
	if err := w.follow(inputs); err != nil {
		return err
	}
	for tell := s.tell; ; tell = s.tellChanges {
		p, err := f.prepare(s, targets)
		if err == nil {
			err = tell(runAll(p.jobs, f))
		}
		if isUsage(err) {
			return err
		}
		s.printError(err)
		if err := w.follow(p.inputs); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "watching %s; stop with Ctrl-C\n", enumerate(p.inputs))
		changed, err := w.wait(ctx)
		if changed == nil {
			return err
		}
		fmt.Fprintf(s.out, "\n%s changed\n", enumerate(changed))
	}
}

// enumerate lists files, but no more of them than fit a line.
func enumerate(paths []string) string {
	const shown = 3
	if len(paths) <= shown {
		return strings.Join(paths, ", ")
	}
	return strings.Join(paths[:shown], ", ") + fmt.Sprintf(" and %s more", count(len(paths)-shown, "file"))
}

// A watcher tells when one of a set of files has changed. It watches their folders: many editors replace a file instead of
// writing it.
type watcher struct {
	*fsnotify.Watcher
	names  map[string]string // absolute to as it is known to the user
	events <-chan fsnotify.Event
	after  func(time.Duration) <-chan time.Time
}

func newWatcher() (*watcher, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("this system cannot watch files: %w", err)
	}
	return &watcher{Watcher: w, events: w.Events, after: time.After}, nil
}

// follow makes these the files to watch. A folder that was watched before stays watched; it may hold them again.
func (w *watcher) follow(paths []string) error {
	w.names = map[string]string{}
	for _, path := range paths {
		absolute, err := filepath.Abs(path)
		if err != nil {
			return err
		}
		for _, name := range withTarget(absolute) {
			w.names[name] = path
			if err := w.Add(filepath.Dir(name)); err != nil {
				return fmt.Errorf("cannot watch the folder of %s: %w; check the name", path, reason(err))
			}
		}
	}
	return nil
}

// withTarget gives a file, and the one that it stands for when it is, or lies behind, a symbolic link.
func withTarget(name string) []string {
	target, err := filepath.EvalSymlinks(name)
	if err != nil || target == name {
		return []string{name}
	}
	return []string{name, target}
}

// wait gives the files that changed, once they have been quiet for a while; nil when the context is done.
func (w *watcher) wait(ctx context.Context) ([]string, error) {
	changed := map[string]bool{}
	var settled <-chan time.Time // nil until something has changed
	for {
		select {
		case <-ctx.Done():
			return nil, nil
		case <-settled:
			return slices.Sorted(maps.Keys(changed)), nil
		case event := <-w.events:
			if name := w.names[event.Name]; name != "" && event.Op != fsnotify.Chmod {
				changed[name] = true
				settled = w.after(quiet)
			}
		case err := <-w.Errors:
			return nil, fmt.Errorf("cannot go on watching: %w", err)
		}
	}
}
