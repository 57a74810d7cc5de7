module github.com/creack/pty
