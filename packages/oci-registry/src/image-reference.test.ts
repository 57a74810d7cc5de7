import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseImageReference } from './image-reference.ts'

const digest = `sha256:${'0'.repeat(64)}`

describe('an image is read from the place that Docker reads it from', () => {
  test.each([
    ['ubuntu', 'docker.io', 'library/ubuntu'],
    ['acme/runtime', 'docker.io', 'acme/runtime'],
    ['docker.io/ubuntu', 'docker.io', 'library/ubuntu'],
    ['index.docker.io/acme/runtime', 'docker.io', 'acme/runtime'],
    ['ghcr.io/acme/runtime', 'ghcr.io', 'acme/runtime'],
    ['registry.example:5000/a/b__c/d-e.f', 'registry.example:5000', 'a/b__c/d-e.f'],
    ['localhost/runtime', 'localhost', 'runtime'],
    ['localhost:5000/runtime', 'localhost:5000', 'runtime'],
    ['127.0.0.1:5000/runtime', '127.0.0.1:5000', 'runtime'],
    ['[::1]:5000/acme/runtime', '[::1]:5000', 'acme/runtime'],
    ['[2001:db8::1]/runtime', '[2001:db8::1]', 'runtime'],
    ['Registry/runtime', 'Registry', 'runtime'],
    ['Registry:5000/runtime', 'registry:5000', 'runtime'],
    ['LOCALHOST/runtime', 'localhost', 'runtime'],
    ['GHCR.io/acme/runtime', 'ghcr.io', 'acme/runtime'],
    ['foo/bar/baz', 'docker.io', 'foo/bar/baz'],
  ])('%s', (text, registry, repository) => {
    expect(parseImageReference(text)).toEqual({ registry, repository })
    expect(parseImageReference(`${text}:1.0_a-B@${digest}`)).toEqual({
      registry,
      repository,
      tag: '1.0_a-B',
      digest,
    })
  })

  test('a port is not taken for a tag, nor a tag for a port', () => {
    expect(parseImageReference('host:5000/runtime')).not.toHaveProperty('tag')
    expect(parseImageReference('runtime:5000')).toMatchObject({ repository: 'library/runtime', tag: '5000' })
  })
})

describe('a text that names no image is refused before any request', () => {
  test.each([
    ['', 'a part of its path is empty'],
    ['https://ghcr.io/acme/runtime', 'it is a URL'],
    ['ghcr.io/acme//runtime', 'a part of its path is empty'],
    ['ghcr.io/', 'a part of its path is empty'],
    ['ghcr.io/acme/Runtime', 'holds a capital'],
    ['ghcr.io/acme/../other', 'is not part of a path'],
    ['ghcr.io/acme/run time', 'is not part of a path'],
    ['ghcr.io/acme/-runtime', 'is not part of a path'],
    ['ghcr.io/acme/run___time', 'is not part of a path'],
    ['ghcr.io/acme/runtime:', '"" is not a tag'],
    ['ghcr.io/acme/runtime:-x', '"-x" is not a tag'],
    ['ghcr.io/acme/runtime:a:b', '"a:b" is not a tag'],
    [`ghcr.io/acme/runtime@${digest}@${digest}`, 'more than one @'],
    ['ghcr.io/acme/runtime@sha256:12', 'is not a digest'],
    [`ghcr.io/acme/runtime@${digest.replace('0', 'A')}`, 'is not a digest'],
    [`ghcr.io/acme/runtime@md5:${'0'.repeat(32)}`, 'is not a digest'],
    ['registry.example:99999/runtime', 'is not a host'],
    ['registry.example:0/runtime', 'is not a host'],
    ['user:password@registry.example/runtime', 'is not a digest'],
    ['[::1/runtime', 'is not a host'],
    ['[::g]/runtime', 'is not a host'],
    ['a..b?c/runtime', 'is not a host'],
    [`ghcr.io/${'a'.repeat(250)}`, 'more than 255'],
    ['ghcr.io/acme/runtime\n', 'is not part of a path'],
  ])('%j: %s', (text, why) => {
    expect(() => parseImageReference(text)).toThrow(
      expect.objectContaining({ reason: 'image-malformed', message: expect.stringContaining(why) }),
    )
  })

  test('the message holds no command of the runner', () => {
    expect(() => parseImageReference('x\n::error::\u001b[31m')).toThrow('"x·::error::·[31m" names no image')
  })
})

test('a reference that is written again is read with the same result', () => {
  const part = fc.stringMatching(/^[a-z0-9]{1,8}([._-][a-z0-9]{1,8})?$/)
  const name = fc
    .array(part, { minLength: 1, maxLength: 4 })
    .map((parts) => `registry.example/${parts.join('/')}`)
  fc.assert(
    fc.property(name, fc.constantFrom('', ':v1'), fc.constantFrom('', `@${digest}`), (image, tag, at) => {
      const {
        registry,
        repository,
        tag: readTag,
        digest: readDigest,
      } = parseImageReference(`${image}${tag}${at}`)
      const again = `${registry}/${repository}${readTag ? `:${readTag}` : ''}${readDigest ? `@${readDigest}` : ''}`
      expect(again).toBe(`${image}${tag}${at}`)
    }),
  )
})
