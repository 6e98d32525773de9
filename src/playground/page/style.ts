import { frame } from './style/frame.ts'
import { kit } from './style/kit.ts'
import { panel } from './style/panel.ts'
import { talk } from './style/talk.ts'

/** The page's one sheet, room by room. */
export const style = [frame, talk, kit, panel].join('\n')
