import { Cannot } from '../workspace/cannot.ts'
import type { Upload } from '../workspace/file.ts'
import { freshId } from '../workspace/ids.ts'
import { personCalled } from '../workspace/people.ts'
import type { Workspace } from '../workspace/workspace.ts'

const MOST_BYTES = 10_000_000

export interface LocalFile {
  name: string
  mimetype?: string
  content: Buffer
}

/** A file from one's own disk, on its way into a file input. */
export function upload(it: Workspace, who: string, file: LocalFile): Upload {
  const person = personCalled(it, who)
  if (file.content.length > MOST_BYTES) throw new Cannot('A file may have 10 MB at most')
  const kept: Upload = {
    id: freshId('F'),
    name: file.name,
    title: file.name,
    mimetype: file.mimetype ?? 'text/plain',
    user: person.id,
    created: it.now(),
    content: file.content,
    isComplete: true,
    length: file.content.length,
    channel: null,
  }
  it.uploads.set(kept.id, kept)
  return kept
}
