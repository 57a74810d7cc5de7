import { bytesOf, defineTarget, textOf } from '@suite/testkit/fuzz'
import { type ImageReference, parseImageReference } from '../../src/index.ts'

const digest = `sha256:${'a'.repeat(64)}`
/** https://pkg.go.dev/github.com/distribution/reference, as one expression over what is read. */
const path = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/

export const target = defineTarget<ImageReference>({
  name: 'image-reference',
  corpus: [
    ...[
      'alpine',
      'acme/runtime:1.2',
      `registry.example:5000/acme/runtime@${digest}`,
      `localhost/a/b:c@${digest}`,
    ],
    ...['[::1]:5000/a', 'docker.io/library/alpine', `REG.example/a__b/c--d@sha512:${'b'.repeat(128)}`],
  ].map(bytesOf),
  dictionary: [
    '@',
    ':',
    '/',
    '@sha256:',
    'localhost/',
    'docker.io/',
    'index.docker.io/',
    '[::1]',
    ':5000',
    ':65536',
    '..',
    '__',
    '%2f',
    '?',
    '#',
    '//',
    'https://',
    digest,
    'A',
  ],
  growth: [
    { open: 'a/' },
    { open: 'a-' },
    { open: 'a', tail: '_' },
    { open: '--', head: 'a' },
    { open: '@' },
    { open: 'a.', tail: '/a' },
    { open: ':' },
    { head: 'a:', open: 'b' },
  ],
  read: (input) => parseImageReference(textOf(input)),
  judge(input, { registry, repository, tag, digest: pinned }) {
    const text = textOf(input)
    if (!path.test(repository)) return `no registry has the path ${repository}`
    if (text.includes('@') !== (pinned !== undefined)) return 'its digest is lost'
    if (pinned !== undefined && !text.endsWith(`@${pinned}`)) return 'it is pinned to another digest'
    if (new URL(`https://${registry}`).pathname !== '/') return 'its host holds a path'
    const name = `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}`
    const again = parseImageReference(pinned === undefined ? name : `${name}@${pinned}`)
    const isSame = again.registry === registry && again.repository === repository && again.tag === tag
    if (!isSame || again.digest !== pinned) return `its full name ${name} is another image`
    return text.toLowerCase().includes(repository.replace(/^library\//, ''))
      ? undefined
      : 'its path is not in the text'
  },
})
