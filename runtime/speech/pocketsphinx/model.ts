import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where the parts of a pocketsphinx model lie. */
export interface Model {
  readonly folder: string
  readonly acoustic: string
  readonly dictionary: string
  readonly language: string
}

const debianFolder = '/usr/share/pocketsphinx/model/en-us'

/** Finds a model laid out as Debian's pocketsphinx-en-us; null when a part is missing. */
export function findModel(folder: string = process.env['POCKETSPHINX_MODEL'] ?? debianFolder) {
  const model: Model = {
    folder,
    acoustic: join(folder, 'en-us'),
    dictionary: join(folder, 'cmudict-en-us.dict'),
    language: join(folder, 'en-us.lm.bin'),
  }
  const files = [join(model.acoustic, 'mdef'), model.dictionary, model.language]
  return files.every((file) => existsSync(file)) ? model : null
}
