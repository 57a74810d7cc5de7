import { bytesOf, defineTarget } from '@suite/testkit/fuzz'
import { readChallenges } from '../../src/challenges.ts'
import { type ImageDocument, readDocument } from '../../src/documents.ts'

const digest = (digit: string) => `sha256:${digit.repeat(64)}`
const [index, manifest] = ['index', 'manifest'].map(
  (kind) => `application/vnd.oci.image.${kind}.v1+json`,
) as [string, string]
const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: digest('c'), size: 3 }

export const target = defineTarget<ImageDocument>({
  name: 'image-document',
  corpus: [
    {
      schemaVersion: 2,
      mediaType: manifest,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digest('a'), size: 2 },
      layers: [layer],
      annotations: { a: 'b' },
    },
    {
      schemaVersion: 2,
      mediaType: index,
      manifests: [
        {
          mediaType: manifest,
          digest: digest('b'),
          size: 1,
          platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
        },
      ],
    },
    {
      schemaVersion: 2,
      config: { mediaType: 'application/vnd.docker.container.image.v1+json', digest: digest('d'), size: 0 },
      layers: [],
    },
  ].map((each) => bytesOf(JSON.stringify(each))),
  dictionary: [
    ...[
      '"manifests":[]',
      '"layers":[]',
      '"config":{}',
      `"mediaType":"${index}"`,
      `"mediaType":"${manifest}"`,
      '"digest":"',
      '"size":',
    ],
    ...[
      '"schemaVersion":1',
      '"annotations":null',
      '"urls":["x"]',
      '"__proto__":1',
      'sha256:',
      digest('a'),
      'Bearer realm="x",',
      'error="',
      '"',
      '=',
    ],
  ],
  growth: [
    { open: '[', close: ']' },
    { head: '{"manifests":[', open: '{},', tail: '{}]}' },
    { head: 'a ', open: 'b=c,' },
    { head: 'Bearer a="', open: '\\"' },
    { open: 'a,' },
    { head: 'Basic ', open: '=' },
    { open: ' ,' },
  ],
  read(input) {
    readChallenges(Buffer.from(input).toString('latin1'))
    return readDocument(input, { name: 'the image', contentType: undefined })
  },
  judge(input, { kind, content }) {
    const value = JSON.parse(new TextDecoder().decode(input))
    if ('manifests' in value !== (kind === 'index')) return `it is read as ${kind}`
    if ('manifests' in value && 'layers' in value) return 'an index and a manifest in one is read'
    const listed = kind === 'index' ? [content.manifests, value.manifests] : [content.layers, value.layers]
    return listed[0].length === listed[1].length ? undefined : 'an entry is lost'
  },
})
