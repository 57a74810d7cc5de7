// Package pty takes the place of the module of this name, and has no terminals.
package pty

import (
	"errors"
	"os"
)

// Open always fails, so that act gives each step a pipe.
func Open() (*os.File, *os.File, error) {
	return nil, nil, errors.New("there is no terminal")
}
