import { dashesOfHaskell, dollarQuoted, longOfLua, prefixedCharacter, shortCharacter } from './literals.ts'
import { percentOfRuby, quotesOfPerl, sigilOfElixir, slashes } from './quote-like.ts'
import type { StringForm, Syntax } from './syntax.ts'

const backslash = '\\'
const hash = [{ open: '#' }]
const hashAtWord = [{ open: '#', only: 'word-start' } as const]
const hashHole = [{ open: '#{', close: '}' }]

const double: StringForm = { open: '"', close: '"', escape: backslash }
const single: StringForm = { open: "'", close: "'", escape: backslash }
const oneLineDouble: StringForm = { ...double, oneLine: true }
const oneLineSingle: StringForm = { ...single, oneLine: true }
const triple: StringForm = { open: '"""', close: '"""', escape: backslash }
const tripleSingle: StringForm = { open: "'''", close: "'''", escape: backslash }

const python: Syntax = {
  lineComments: hash,
  strings: [triple, tripleSingle, oneLineDouble, oneLineSingle],
  docstrings: true,
  layout: 'indented',
  trailingCommas: 'unless-tuple',
}

const ruby: Syntax = {
  lineComments: hash,
  blockComments: [{ open: '=begin', close: '=end', only: 'line-start' }],
  literals: [prefixedCharacter('?'), percentOfRuby, slashes],
  strings: [
    { ...double, holes: hashHole },
    single,
    { open: '`', close: '`', escape: backslash, holes: hashHole },
  ],
  heredoc: {
    opener: /<<(?:[~-](?:"([^"\n]+)"|'([^'\n]+)'|(\w+))|"([^"\n]+)"|'([^'\n]+)'|([A-Z_]\w*))/y,
    ends: 'trimmed',
  },
  closers: ['end'],
  layout: 'lines',
}

const shell: Syntax = {
  lineComments: hashAtWord,
  strings: [
    {
      ...double,
      holes: [
        { open: '$(', close: ')' },
        { open: '${', close: '}' },
      ],
    },
    { open: "$'", close: "'", escape: backslash },
    { open: "'", close: "'" },
  ],
  heredoc: { opener: /<<-?[ \t]*(?:"([^"\n]+)"|'([^'\n]+)'|\\?([A-Za-z_]\w*))/y, ends: 'trimmed' },
  escapesInCode: true,
  closers: ['fi', 'done', 'esac'],
  layout: 'lines',
}

const perl: Syntax = {
  lineComments: hashAtWord,
  blockComments: ['pod', 'head', 'over', 'item', 'back', 'begin', 'for', 'encoding'].map((word) => ({
    open: `=${word}`,
    close: '=cut',
    only: 'line-start',
  })),
  literals: [quotesOfPerl, slashes],
  strings: [double, single, { open: '`', close: '`', escape: backslash }],
  heredoc: { opener: /<<~?(?:"([^"\n]+)"|'([^'\n]+)'|([A-Za-z_]\w*))/y, ends: 'trimmed' },
  escapesInCode: true,
  layout: 'lines',
}

const elixir: Syntax = {
  lineComments: hash,
  literals: [prefixedCharacter('?'), sigilOfElixir],
  strings: [triple, tripleSingle, double, single].map((form) => ({ ...form, holes: hashHole })),
  closers: ['end'],
  layout: 'lines',
}

const julia: Syntax = {
  lineComments: hash,
  blockComments: [{ open: '#=', close: '=#', nests: true }],
  literals: [shortCharacter],
  strings: [triple, double].map((form) => ({ ...form, holes: [{ open: '$(', close: ')' }] })),
  closers: ['end'],
  layout: 'lines',
}

const r: Syntax = {
  lineComments: hash,
  strings: [double, single, { open: '`', close: '`' }],
  // The raw strings of R end with a delimiter of their own.
  doubtFrom: /\b[rR]["']-*[([{]/,
  layout: 'lines',
}

const nim: Syntax = {
  lineComments: hash,
  blockComments: [{ open: '#[', close: ']#', nests: true }],
  literals: [shortCharacter],
  strings: [{ open: '"""', close: '"""' }, oneLineDouble],
  layout: 'exact',
}

const yaml: Syntax = {
  lineComments: hashAtWord,
  strings: [double, { open: "'", close: "'", doubled: true }],
  // The lines of a block are text.
  doubtFrom: /(?:^|[\s:-])[|>][+\-0-9]{0,2}[ \t]*(?:#.*)?$/,
  layout: 'exact',
}

const toml: Syntax = {
  lineComments: hash,
  strings: [triple, { open: "'''", close: "'''" }, oneLineDouble, { open: "'", close: "'", oneLine: true }],
  layout: 'exact',
}

const terraform: Syntax = {
  lineComments: [...hash, { open: '//' }],
  blockComments: [{ open: '/*', close: '*/' }],
  strings: [{ ...oneLineDouble, holes: [{ open: '${', close: '}' }] }],
  heredoc: { opener: /<<-?([A-Za-z_]\w*)/y, ends: 'trimmed' },
  layout: 'lines',
}

const powershell: Syntax = {
  lineComments: hashAtWord,
  blockComments: [{ open: '<#', close: '#>' }],
  strings: [
    { open: '@"', close: '\n"@' },
    { open: "@'", close: "\n'@" },
    { open: '"', close: '"', escape: '`', holes: [{ open: '$(', close: ')' }] },
    { open: "'", close: "'", doubled: true },
  ],
  layout: 'lines',
}

const lua: Syntax = {
  lineComments: [{ open: '--' }],
  literals: [longOfLua],
  strings: [oneLineDouble, oneLineSingle],
  closers: ['end'],
  layout: 'lines',
}

const sql: Syntax = {
  lineComments: [{ open: '--' }],
  blockComments: [{ open: '/*', close: '*/' }],
  literals: [dollarQuoted],
  strings: [
    { open: "'", close: "'", doubled: true },
    { open: '"', close: '"', doubled: true },
    { open: '`', close: '`', doubled: true },
  ],
  // Some databases take the backslash as an escape, and some do not.
  doubtFrom: /\\['"`]/,
  layout: 'lines',
}

const haskell: Syntax = {
  blockComments: [{ open: '{-', close: '-}', nests: true, notBefore: '#' }],
  literals: [dashesOfHaskell, shortCharacter],
  strings: [oneLineDouble],
  layout: 'exact',
}

const elm: Syntax = {
  lineComments: [{ open: '--' }],
  blockComments: [{ open: '{-', close: '-}', nests: true }],
  literals: [shortCharacter],
  strings: [triple, oneLineDouble],
  layout: 'exact',
}

const ocaml: Syntax = {
  blockComments: [{ open: '(*', close: '*)', nests: true }],
  literals: [shortCharacter],
  strings: [double],
  // Strings in braces end with a delimiter of their own.
  doubtFrom: /\{[a-z_]*\|/,
  layout: 'lines',
}

const clojure: Syntax = {
  lineComments: [{ open: ';' }],
  strings: [double],
  escapesInCode: true,
  layout: 'lines',
}

const lisp: Syntax = {
  lineComments: [{ open: ';' }],
  blockComments: [{ open: '#|', close: '|#', nests: true }],
  strings: [double, { open: '|', close: '|', escape: backslash }],
  escapesInCode: true,
  layout: 'lines',
}

const emacs: Syntax = {
  lineComments: [{ open: ';' }],
  literals: [prefixedCharacter('?')],
  strings: [double],
  escapesInCode: true,
  layout: 'lines',
}

const erlang: Syntax = {
  lineComments: [{ open: '%' }],
  literals: [prefixedCharacter('$')],
  strings: [double, oneLineSingle],
  doubtFrom: /"""/,
  layout: 'lines',
}

const basic: Syntax = {
  lineComments: [{ open: "'" }],
  strings: [{ open: '"', close: '"', doubled: true, oneLine: true }],
  layout: 'lines',
}

const fortran: Syntax = {
  // A compiler reads what follows `!$` and `!DIR$`.
  lineComments: [{ open: '!', notBefore: '$dDgGpP' }],
  strings: [
    { open: '"', close: '"', oneLine: true },
    { open: "'", close: "'", oneLine: true },
  ],
  layout: 'lines',
}

const css: Syntax = {
  blockComments: [{ open: '/*', close: '*/' }],
  strings: [oneLineDouble, oneLineSingle],
  layout: 'lines',
}

/** Languages whose comments are not those of C. */
export const others: Readonly<Record<string, Syntax>> = {
  'py pyi pyw pyx': python,
  'rb rake gemspec ru cr': ruby,
  'sh bash zsh ksh bats': shell,
  'pl pm': perl,
  'ex exs': elixir,
  jl: julia,
  r: r,
  'nim nims': nim,
  'yml yaml': yaml,
  toml: toml,
  'tf hcl': terraform,
  'ps1 psm1': powershell,
  lua: lua,
  sql: sql,
  hs: haskell,
  elm: elm,
  'ml mli': ocaml,
  'clj cljs cljc edn': clojure,
  'lisp lsp scm rkt': lisp,
  el: emacs,
  'erl hrl': erlang,
  'vb vbs bas': basic,
  'f90 f95 f03 f08': fortran,
  css: css,
}
