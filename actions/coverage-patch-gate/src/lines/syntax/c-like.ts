import {
  digitSeparator,
  lineOfText,
  rawOfCpp,
  rawOfCsharp,
  rawOfRust,
  rawOfSwift,
  shortCharacter,
} from './literals.ts'
import { slashesOfGroovy } from './quote-like.ts'
import type { StringForm, Syntax } from './syntax.ts'

const backslash = '\\'
const lineComments = [{ open: '//' }]
const blockComments = [{ open: '/*', close: '*/' }]
const nested = [{ open: '/*', close: '*/', nests: true }]
const dollarHole = [{ open: '${', close: '}' }]

const double: StringForm = { open: '"', close: '"', escape: backslash, oneLine: true }
const single: StringForm = { open: "'", close: "'", escape: backslash, oneLine: true }
const triple: StringForm = { open: '"""', close: '"""', escape: backslash }
const tripleSingle: StringForm = { open: "'''", close: "'''", escape: backslash }
const withHoles = (form: StringForm): StringForm => ({ ...form, holes: dollarHole })

const c: Syntax = {
  lineComments: [{ open: '//', continues: true }],
  blockComments,
  literals: [rawOfCpp, digitSeparator],
  strings: [double, single],
  preprocessor: true,
  layout: 'free',
  trailingCommas: 'in-braces',
}

const java: Syntax = {
  lineComments,
  blockComments,
  strings: [triple, double, single],
  escapesInComments: true,
  layout: 'free',
  trailingCommas: 'in-braces',
}

const csharp: Syntax = {
  lineComments,
  blockComments,
  literals: [rawOfCsharp],
  strings: [
    { open: '@"', close: '"', doubled: true },
    { open: '$@"', close: '"', doubled: true, holes: [{ open: '{', close: '}' }] },
    { open: '@$"', close: '"', doubled: true, holes: [{ open: '{', close: '}' }] },
    { open: '$"', close: '"', escape: backslash, oneLine: true, holes: [{ open: '{', close: '}' }] },
    double,
    single,
  ],
  preprocessor: true,
  layout: 'free',
  trailingCommas: 'in-braces',
}

const go: Syntax = {
  lineComments,
  blockComments,
  strings: [{ open: '`', close: '`' }, double, single],
  layout: 'breaks',
  trailingCommas: 'anywhere',
}

const rust: Syntax = {
  lineComments,
  blockComments: nested,
  literals: [rawOfRust, shortCharacter],
  strings: [{ open: '"', close: '"', escape: backslash }],
  layout: 'free',
  trailingCommas: 'unless-tuple',
}

const swift: Syntax = {
  lineComments,
  blockComments: nested,
  literals: [rawOfSwift],
  strings: [
    { ...triple, holes: [{ open: '\\(', close: ')' }] },
    { ...double, holes: [{ open: '\\(', close: ')' }] },
  ],
  preprocessor: true,
  layout: 'lines',
}

const kotlin: Syntax = {
  lineComments,
  blockComments: nested,
  literals: [shortCharacter],
  strings: [{ open: '"""', close: '"""', holes: dollarHole }, withHoles(double)],
  layout: 'breaks',
  trailingCommas: 'anywhere',
}

const scala: Syntax = {
  lineComments,
  blockComments: nested,
  literals: [shortCharacter],
  strings: [{ open: '"""', close: '"""', holes: dollarHole }, withHoles(double)],
  escapesInComments: true,
  layout: 'exact',
}

const groovy: Syntax = {
  lineComments,
  blockComments,
  literals: [slashesOfGroovy],
  strings: [{ open: '$/', close: '/$' }, withHoles(triple), tripleSingle, withHoles(double), single],
  escapesInComments: true,
  layout: 'lines',
}

const dart: Syntax = {
  lineComments,
  blockComments: nested,
  strings: [
    { open: 'r"""', close: '"""' },
    { open: "r'''", close: "'''" },
    { open: 'r"', close: '"', oneLine: true },
    { open: "r'", close: "'", oneLine: true },
    withHoles(triple),
    withHoles(tripleSingle),
    withHoles(double),
    withHoles(single),
  ],
  layout: 'free',
  trailingCommas: 'unless-tuple',
}

const php: Syntax = {
  lineComments: [
    { open: '//', until: '?>' },
    { open: '#', until: '?>', notBefore: '[' },
  ],
  blockComments,
  strings: [
    { open: '"', close: '"', escape: backslash, holes: [{ open: '{$', close: '}' }] },
    { open: "'", close: "'", escape: backslash },
    { open: '`', close: '`', escape: backslash },
  ],
  heredoc: { opener: /<<<[ \t]*(?:"(\w+)"|'(\w+)'|([A-Za-z_]\w*))/y, ends: 'first-word' },
  island: '<?',
  layout: 'free',
  trailingCommas: 'anywhere',
}

const d: Syntax = {
  lineComments,
  blockComments: [...blockComments, { open: '/+', close: '+/', nests: true }],
  strings: [
    { open: '`', close: '`' },
    { open: 'r"', close: '"' },
    { open: '"', close: '"', escape: backslash },
    single,
  ],
  layout: 'free',
}

const zig: Syntax = {
  lineComments,
  literals: [lineOfText],
  strings: [double, single],
  layout: 'free',
}

const plain: Syntax = { lineComments, blockComments, strings: [double, single], layout: 'exact' }

const fsharp: Syntax = {
  lineComments,
  blockComments: [{ open: '(*', close: '*)', nests: true, notBefore: ')' }],
  literals: [shortCharacter],
  strings: [
    { open: '"""', close: '"""' },
    { open: '@"', close: '"', doubled: true },
    { open: '"', close: '"', escape: backslash },
  ],
  layout: 'exact',
}

/** Languages whose comments are `//` and, mostly, the two of C. */
export const cLike: Readonly<Record<string, Syntax>> = {
  'c h cc cpp cxx hh hpp hxx ipp inl m mm cu cuh ino': c,
  java: java,
  'cs csx': csharp,
  go: go,
  rs: rust,
  swift: swift,
  'kt kts': kotlin,
  'scala sc sbt': scala,
  'groovy gradle gvy': groovy,
  dart: dart,
  'php phtml': php,
  d: d,
  zig: zig,
  'proto sol': plain,
  'fs fsx fsi': fsharp,
}
