/** What a draft was made for. It is hidden in the first line of the notes. */
export interface Mark {
  readonly tag: string
  readonly commit: string
  /** SHA-256 of the manifest. */
  readonly manifest: string
}

const form =
  /^<!-- release-publish tag=([^\s<>]{1,200}) commit=([0-9a-f]{40,64}) manifest=sha256:([0-9a-f]{64}) -->(?:\r?\n|$)/

export function writeMark({ tag, commit, manifest }: Mark): string {
  return `<!-- release-publish tag=${tag} commit=${commit} manifest=sha256:${manifest} -->`
}

/** Returns the mark in the first line of notes; undefined if they begin with anything else. */
export function readMark(body: string): Mark | undefined {
  const [, tag, commit, manifest] = form.exec(body.slice(0, 500)) ?? []
  return tag === undefined || commit === undefined || manifest === undefined
    ? undefined
    : { tag, commit, manifest }
}

export function isSameMark(a: Mark, b: Mark): boolean {
  return a.tag === b.tag && a.commit === b.commit && a.manifest === b.manifest
}
