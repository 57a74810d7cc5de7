import { describe, expect, it } from 'vitest'
import { expectPublished, green, red, setScene, writesIn } from './scene.ts'

describe.each(['github', 'gitea'] as const)('%s', (kind) => {
  const scene = setScene(kind)

  it('a release is whole when it becomes visible, and its notes say how to verify a download', async () => {
    const shop = await scene.shop()
    const ran = await shop.run()
    expect({ ...ran, messages: ran.messages }).toMatchObject({ ...green, reason: 'published' })
    await expectPublished(shop)
    const [release] = shop.releases.list()
    expect(ran.outputs).toMatchObject({
      published: 'true',
      'release-id': String(release?.id),
    })
    expect(release?.target).toBe(shop.commit)
    expect(release?.body).toMatch(
      /^<!-- release-publish tag=v1\.2\.3 commit=[0-9a-f]{40} manifest=sha256:[0-9a-f]{64} -->\n/,
    )
    for (const part of [
      'Darwin arm64',
      'glibc 2',
      'sha256sum --check',
      'shasum -a 256 --check',
      'chmod +x kato-linux',
      'Get-FileHash',
    ])
      expect(release?.body).toContain(part)
    expect(release?.body).not.toContain('gh release verify')
    expect(release?.body).not.toContain('gh attestation verify')
    expect(
      ran
        .json<{ name: string }[]>('assets')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(shop.files).sort())
    expect(shop.log().filter(({ route }) => route === null)).toEqual([])
  })

  it('a repeated run fails, and with resume passes without a write', async () => {
    const shop = await scene.shop()
    await shop.run()
    const failing = await shop.run()
    expect(failing).toMatchObject({ ...red, reason: 'release-exists' })
    expect(writesIn(failing.log)).toEqual([])
    const passing = await shop.run({ inputs: { existing: 'resume' } })
    expect(passing).toMatchObject({ ...green, reason: 'already-published' })
    expect(writesIn(passing.log)).toEqual([])
  })

  it('a dry run lists what it would write, and writes nothing', async () => {
    const shop = await scene.shop()
    const ran = await shop.run({ inputs: { 'dry-run': 'true' } })
    expect(ran).toMatchObject({ exitCode: 0, outputs: { verdict: 'skip', reason: 'planned' } })
    expect(writesIn(ran.log)).toEqual([])
    for (const line of [
      'create a draft for v1.2.3',
      'upload kato-linux-aarch64',
      'upload SHA256SUMS',
      'publish the draft',
    ])
      expect(ran.stdout).toContain(line)
  })

  it('an annotated tag is created for the commit, just before the release is published', async () => {
    const shop = await scene.shop()
    const ran = await shop.run({ inputs: { 'annotated-tag': 'true', tag: 'kato@1.2.3' } })
    expect({ ...ran, messages: ran.messages }).toMatchObject({ ...green, reason: 'published' })
    await expectPublished(shop, [], 'kato@1.2.3')
    expect(await shop.repository.objectOf('refs/tags/kato@1.2.3')).not.toBe(shop.commit)
  })

  it('a draft of somebody else is not touched', async () => {
    const shop = await scene.shop()
    await shop.releases.draft({ tag: 'v1.2.3', body: 'My notes', assets: { 'a.txt': 'a' } })
    const ran = await shop.run()
    expect(ran).toMatchObject({ ...red, reason: 'draft-foreign' })
    expect(writesIn(ran.log)).toEqual([])
  })

  it('a tag at another commit is not moved, and nothing is released there', async () => {
    const shop = await scene.shop()
    const other = await shop.repository.commit({ branch: 'main', files: { 'b.ts': '' } })
    await shop.repository.tag('v1.2.3', other)
    const ran = await shop.run()
    expect(ran).toMatchObject({ ...red, reason: 'tag-elsewhere' })
    expect(writesIn(ran.log)).toEqual([])
  })

  it('a commit that is not on the default branch is not released', async () => {
    const shop = await scene.shop({ branch: 'side' })
    const ran = await shop.run()
    expect(ran).toMatchObject({ ...red, reason: 'commit-not-on-default-branch' })
    expect(writesIn(ran.log)).toEqual([])
  })

  it('a published release that differs is left alone, and every difference is named', async () => {
    const shop = await scene.shop()
    await shop.releases.publish({
      tag: 'v1.2.3',
      target: shop.commit,
      assets: { ...shop.files, 'kato-linux-x86_64': 'changed', 'more.txt': 'm' },
    })
    const ran = await shop.run({ inputs: { existing: 'resume' } })
    expect(ran).toMatchObject({ ...red, reason: 'published-differs' })
    expect(ran.stdout).toContain('kato-linux-x86_64 differs')
    expect(ran.stdout).toContain('more.txt is not part of this release')
    expect(writesIn(ran.log)).toEqual([])
  })
})
