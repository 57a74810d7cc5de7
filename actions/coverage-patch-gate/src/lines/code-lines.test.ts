import { describe, expect, it } from 'vitest'
import { codeLines } from './code-lines.ts'

/** Each line starts with `+` if it must count as code, and with `-` if it must not. */
function marked(source: string): { lines: string[]; expected: boolean[] } {
  const rows = source
    .replace(/^\n/, '')
    .replace(/\n[ ]*$/, '')
    .split('\n')
  return { lines: rows.map((row) => row.slice(1)), expected: rows.map((row) => row.startsWith('+')) }
}

function check(path: string, source: string): void {
  const { lines, expected } = marked(source)
  const found = codeLines(path, lines)
  expect(found.map((isCode, index) => `${isCode ? '+' : '-'}${lines[index]}`)).toEqual(
    expected.map((isCode, index) => `${isCode ? '+' : '-'}${lines[index]}`),
  )
}

const cases: readonly (readonly [string, string, string])[] = [
  [
    'comments of C',
    'a.ts',
    '-// x\n-/* x\n- * x\n- */\n+a() // x\n-\n-  \t\n+/* x */ b()\n-/* a */ // b\n-} /* end */',
  ],
  ['only brackets', 'a.ts', '+f({\n-})\n-});\n-}, [\n-])\n-),\n-};\n-):\n+} else {'],
  ['a slash in a string', 'a.ts', "+const a = 'http://x' + b\n+const g = '**/*.ts'\n+c('*/')\n-// d"],
  ['a glob that looks like a comment', 'a.js', "+a('src/**', '/*')\n+b()\n+c('*/')"],
  [
    'a template with a nested template',
    'a.ts',
    '+a(`x ${b(`// ${c} /*`)}\n+// not a comment\n-\n+/* neither */`)\n-// yes',
  ],
  ['an object in a template', 'a.ts', '+a(`${ { b: `}` }.b } // text\n+// text`)\n-// comment'],
  [
    'a regular expression',
    'a.ts',
    "+a(/[/*]/, /\\/*/)\n+b()\n+c(/`/)\n-// x\n+const d = /'/.test(e)\n-/* f */",
  ],
  [
    'a division',
    'a.ts',
    '+const a = b / c // `\n-// x\n+const d = e() / f[0] / 2 /* ` */\n+g = h! / 2 + `\n+// x ${i! / 2}\n+`\n-// y',
  ],
  [
    'a regular expression after a condition',
    'a.ts',
    '+if (a) /[`]/.test(b)\n-// x\n+return /`/\n-// y\n+++a / `1\n+// z`',
  ],
  ['a regular expression after a block', 'a.ts', '+function f() {\n-}\n+/`/.test(a)\n-// x'],
  ['a property named like a keyword', 'a.ts', '+a.return / b / `\n+// x`\n-// y'],
  ['a string that ends with its line', 'a.ts', "+a = 'it\n-// x"],
  ['a string continued by a backslash', 'a.ts', "+a = 'x\\\n+// text'\n-// x"],
  ['an unterminated comment', 'a.ts', '-// x\n+a()\n+/* open\n-\n+b()\n+// c\n+}'],
  ['an unterminated template', 'a.ts', '-// x\n+a(`\n+// b\n+c()'],
  [
    'text of an element',
    'a.tsx',
    "+const a = <p title='//'>\n+  // don't ` /* stop\n+  {b /* c */}\n-  {/* comment */}\n+  http://x\n+</p>\n-// comment\n+const c = <T,>(d: T) => d\n-// e",
  ],
  [
    'the end of a tag',
    'a.tsx',
    '+const a = (\n+  <A\n+    b={1}\n-  />\n-)\n+const c = <B\n-  // comment\n+  d="//"\n->\n+  x\n+</B>',
  ],
  [
    'nested elements',
    'a.jsx',
    "+f(<a>{b.map((c) => <d key={c}>it's {`${c}`}</d>)}</a>)\n-// comment\n+g(<></>, <e.f-g />, `\n+// text`)",
  ],
  [
    'type parameters',
    'a.tsx',
    "+const f: <T>(a: T) => T = (a) => a\n-// it's\n+type F = <A extends B>(a: A) => `x`\n-/* c */\n+a < b\n-// d",
  ],
  ['a cast', 'a.ts', "+const a = <T>b // it's\n-// `"],
  ['a comment of old browsers', 'a.js', '-// x\n+a <!-- b\n+// c'],
  ['a line separator after a comment', 'a.ts', '+// x \u2028 a()\n+// x\r a()\n-// x\r'],
  ['a first line that names a program', 'a.mjs', '-#!/usr/bin/env node\n+a()'],
  ['a script without an ending', 'bin/run', '-#!/usr/bin/env python3\n-# x\n+a()'],
  ['an unknown language', 'a.xyz', '+// x\n+# y\n-\n+}'],
  ['a name without an ending', 'LICENSE', '+# y\n-'],
  ['Go', 'a.go', '+a := `\n+// text\n+/*`\n-// x\n+b := \'"\' // c\n-/* d */\n+e := "/*"\n+f()'],
  [
    'Rust',
    'a.rs',
    "-/* a /* b */ c */\n+let d = r#\"\n+// text \" \n+\"#;\n-// x\n+fn f<'a>(b: &'a str, c: char) { '\"' }\n-// y\n+let e = b'\\''; // z\n-/// doc\n+#![allow(x)]\n+let s = \"a\n+// text\";\n+let u = '\\u{1F600}';\n-// v",
  ],
  [
    'C',
    'a.c',
    "-// a \\\n-   b\n+#include <c>\n+char d = '\"';\n-/* e */\n+char *f = \"/*\";\n+#define G \\\n+  h()\n+i = 1'000'000; /*\n-j */",
  ],
  ['C++', 'a.cpp', '+auto a = R"x(\n+// text )"\n+)x";\n-// b\n+auto c = u8R"(/*)";\n+int d = 1\'000; // e'],
  [
    'Java',
    'A.java',
    '+String a = """\n+  // text "\n+  """;\n-/** doc */\n+// \\u000a b();\n-// c\n+char d = \'"\';\n-// e',
  ],
  [
    'C#',
    'a.cs',
    '+var a = @"x""\n+// text\n+\\";\n-// b\n+var c = $"{d["//"]}";\n-/* e */\n+var f = """\n+  // text\n+  """;\n+var g = $@"{h("//")}\n+// text";\n-// i',
  ],
  [
    'Swift',
    'a.swift',
    '-/* a /* b */ */\n+let c = """\n+// text \\(d("""\n+// e\n+""")) \n+"""\n-// f\n+let g = #"//"#\n+let h = "\\(i("//"))"\n-// j',
  ],
  [
    'Kotlin',
    'a.kt',
    '+val a = """\n+// text ${b("""\n+// c""")}\n+"""\n-// d\n-/* e /* f */ */\n+val g = \'"\'\n-// h',
  ],
  ['Scala', 'a.scala', "+val a = 'b\n-// c\n+val d = '\"'\n-// e"],
  ['Groovy', 'a.groovy', "+a = ~/'/\n-// b\n+c = '''\n+// text'''\n-// d\n+e = f / 2 // '"],
  ['Dart', 'a.dart', "+var a = '''\n+// text ${b('''\n+// c''')}\n+''';\n-/// doc\n+var d = r'\\';\n-// e"],
  [
    'PHP',
    'a.php',
    "+# text <b>\n+<?php\n-# a\n+#[Attribute]\n-// b\n+$c = <<<EOT\n+// text\n+EOT;\n-/* d */\n+// e ?> f\n+# text\n+<?php $g = 'x\n+// text';\n-// h",
  ],
  ['D', 'a.d', '-/+ a /+ b +/ +/\n+c();'],
  ['Zig', 'a.zig', '+const a =\n+    \\\\// text "\n+    ;b();\n-// c'],
  ['F#', 'a.fs', '-(* a (* b *) *)\n+let c = (*) 1\n-// d\n+let e\' = "(*"\n-// f'],
  ['Objective-C', 'a.m', '+NSString *a = @"//";\n-// b'],
  [
    'Python',
    'a.py',
    '-# a\n+def f():\n-    """Doc\n-\n-    # more\n-    """\n-    "doc" # x\n+    a = """\n+# text\n+"""\n-    # b\n+    return f"""\n+# text\n+"""\n+x = \\\n+"""text"""\n+y = (\n+"""text"""\n-)\n+f"""code {z}"""\n+"""text""".format()\n+a = \'#\' # b\n-# it\'s\n-# ok',
  ],
  [
    'Ruby',
    'a.rb',
    '+def a\n-  # b\n-=begin\n-text\n-=end\n+  c = <<~EOS\n+    # text\n+  EOS\n-  # d\n+  e = "#{f("\n+  # text")}"\n-  # g\n+  h = /\'#/ =~ i\n-  # j\n+  k = %w(\' #\n+  # text )\n-  # l\n+  m = ?\'\n-  # n\n+  x << y\n-end\n-end)',
  ],
  [
    'shell',
    'a.sh',
    "-#!/bin/sh\n-# it's\n+a=\"\n+# text $(b \"\n+# c\")\n+\"\n-# d\n+cat <<'EOF' > e\n+# text\n+EOF\n-# f\n+g=${h#'}\n+}'\n+i=\\'\n-# j\n+if k; then\n-fi\n-done # x\n+done < l\n+echo $#\n-esac",
  ],
  [
    'Perl',
    'a.pl',
    "-# it's\n+my $a = q(' # );\n-# b\n+$c =~ s/'/\"/g;\n-# d\n+$e = $#{$f};\n-\n-=pod\n-\n-text ' \n-\n-=cut\n-\n+g();\n+print <<\"EOT\";\n+# text\n+EOT\n-# h\n+if (m{'}) {\n-# i",
  ],
  [
    'Elixir',
    'a.ex',
    '+@doc """\n+# text #{a("\n+# b")}\n+"""\n-# c\n+d = ?"\n-# e\n+f = ~s(" # )\n-# g\n-end',
  ],
  ['Julia', 'a.jl', '-#= a #= b =# =#\n+c = d\'\n-# e\n+f = """\n+# text $(g("\n+# h"))\n+"""\n-end'],
  ['R', 'a.R', "-# it's\n+a <- '\n+# text'\n-# b\n+c <- r\"(\n+# d"],
  ['YAML', 'a.yml', "-# it's\n+a: b # c\n+d: |\n+  # text"],
  ['TOML', 'a.toml', '-# a\n+b = """\n+# text\n+"""'],
  ['Terraform', 'a.tf', '-# a\n-// b\n-/* c */\n+d = <<EOT\n+# text\n+EOT\n-# e'],
  ['PowerShell', 'a.ps1', '-# a\n-<# b\n-#>\n+$c = @"\n+# text\n+"@\n-# d'],
  [
    'Lua',
    'a.lua',
    '-- a\n---[[ b\n-c ]]\n---[==[ d ]] \n-]==]\n+e = [[\n+-- text\n+]]\n-end\n--- f'.replace(
      '-- a',
      '--- a',
    ),
  ],
  [
    'SQL',
    'a.sql',
    "--- a\n-/* b */\n+select '\n+-- it''s text\n+/*'\n--- c\n+$x$\n+-- text\n+$x$;\n--- d\n+'\\'\n+-- e",
  ],
  [
    'Haskell',
    'a.hs',
    '--- a\n---- b\n-{- c {- d -} -}\n+{-# INLINE e #-}\n+--> f\n+g\' = \'"\'\n--- h\n+i = "--"',
  ],
  ['Elm', 'a.elm', '--- a\n-{- b -}\n+c = "{-"\n+d'],
  ['OCaml', 'a.ml', '-(* a (* b *) *)\n+let c = \'d\'\n+let e = "(*"\n+f'],
  ['Clojure', 'a.clj', '-; a\n+(str \\" b)\n-;; c\n+(d "\n+; text")\n-)))'],
  ['Lisp', 'a.lisp', '-#| a |#\n+(b #\\" c)\n-; d'],
  ['Erlang', 'a.erl', '-% a\n+b = $".\n-% c\n+d = "\n+% text".\n-%% e'],
  ['Visual Basic', 'a.vb', "-' a\n+b = \"'\" ' c"],
  ['Fortran', 'a.f90', "-! a\n+!$omp parallel\n+b = '!' ! c"],
  ['CSS', 'a.css', '-/* a */\n+b {\n+  c: url("/*");\n-}'],
  [
    'Vue',
    'a.vue',
    "+<template>\n-  <!-- a\n-  -->\n+  // text {{ b }}\n+</template>\n+<script>\n-// c\n+d('//')\n-/* e */\n+</script>\n+<style>\n+/* in doubt */\n+</style>",
  ],
]

describe('codeLines', () => {
  it.each(cases)('counts the code, and nothing else: %s', (_, path, source) => check(path, source))
})
