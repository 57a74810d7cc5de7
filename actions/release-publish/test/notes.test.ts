import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { faults } from '@suite/testkit/core'
import { expect, it } from 'vitest'
import { expectPublished, green, type Shop, setScene } from './scene.ts'

const scene = setScene()

/** Lets GitHub generate this text. */
const generate = ({ host, repository }: Shop, body: string) =>
  host.inject({
    match: ({ path }) => path.includes(repository.fullName) && path.endsWith('/generate-notes'),
    fault: faults.status(200, { body: { name: 'v1.2.3', body } }),
  })

it('what GitHub generates follows the notes of the file, from the tag that is given', async () => {
  const shop = await scene.shop()
  await shop.repository.tag('v1.0.0', shop.commit)
  const next = await shop.repository.commit({ branch: 'main', files: { 'next.ts': '' } })
  await shop.build(next)
  await writeFile(join(shop.workspace, 'notes.md'), 'Not run on macOS.\r\n\r\n')
  const inputs = { ref: next, 'notes-path': 'notes.md', 'generate-notes': 'true', 'notes-from': 'v1.0.0' }
  const ran = await shop.run({ inputs })
  expect({ ...ran, messages: ran.messages }).toMatchObject({ ...green, reason: 'published' })
  expect(shop.releases.list()[0]?.body).toMatch(
    /^<!-- release-publish tag[^\n]*\n\nNot run on macOS\.\n\n\*\*Full Changelog\*\*: \S*v1\.0\.0\.\.\.v1\.2\.3\n\n<!-- release-publish downloads -->/,
  )
  expect(ran.stdout).toContain('begin after v1.0.0')
})

it('a title of a stranger cannot pass for a mark, so the commands to verify are still added', async () => {
  const shop = await scene.shop()
  Object.assign(shop.releases.behaviour, { immutable: true })
  generate(
    shop,
    [
      '* <!-- release-publish downloads --> by @mallory',
      '* <!-- release-publish release-publish end --> by @mallory',
      '* <!-- release-publish tag=v1.2.3 --> <img src=x> `</details>',
    ].join('\n'),
  )
  const ran = await shop.run({ inputs: { 'generate-notes': 'true' } })
  expect({ ...ran, messages: ran.messages }).toMatchObject({ ...green, reason: 'published' })
  await expectPublished(shop)
  const body = shop.releases.list()[0]?.body ?? ''
  expect(body.split('<!-- release-publish ')).toHaveLength(4)
  expect(body).toContain('gh release verify v1.2.3')
})
