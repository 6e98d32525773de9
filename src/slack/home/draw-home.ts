import { keepHome } from '../../usecases/slack/keep-home.ts'
import type { DrawHome, HomePlace, Reaction } from '../door/answer.ts'
import { acting } from '../door/answer.ts'
import { beginningFor, guideFor, rememberedOf } from '../guide/first-run.ts'
import type { SlackNeeds } from '../needs.ts'
import { type Area, mayEnter } from './areas.ts'
import { homeView, memberHome } from './frame.view.ts'
import { waysInOf } from './ways-in.ts'

/** The area that was asked for where they may see it, else the first they may; what they looked at is kept. */
export const drawing =
  (areas: Area[], { publicUrl }: Pick<SlackNeeds, 'publicUrl'>): DrawHome =>
  async (seen, wanted, note) => {
    const { speaker } = seen
    const theirs = areas.filter((it) => mayEnter(speaker, it))
    const area = theirs.find((it) => it.id === wanted.area) ?? theirs[0]
    const beginning = await beginningFor(seen)
    const frame = {
      areas: theirs,
      here: area?.id ?? '',
      organizationName: speaker.organizationName,
      waysIn: { ...waysInOf(speaker), isAlone: beginning?.isAlone ?? false },
      accountUrl: `${publicUrl}/account`,
      note,
    }
    if (!area) return memberHome(frame)
    const place: HomePlace = {
      ...(area.id === wanted.area ? wanted : { area: area.id }),
      ...rememberedOf(speaker.home),
    }
    await keepHome(seen.ctx, speaker, place)
    return homeView(frame, place, [...guideFor(beginning, place), ...(await area.draw(seen, place))])
  }

/** To another area, as it is at first. */
export const goTo: Reaction = acting(({ value }) => ({ home: { area: value } }))

/** What is shown changes: a filter, a search, another page. Everything else of the place stays. */
export const showing = (change: (value: string, place: HomePlace) => Record<string, string>): Reaction =>
  acting(({ value, place }) => {
    const here = (place.in === 'home' ? place.view.metadata : {}) as HomePlace
    return { home: withoutEmpty({ ...here, area: here.area ?? 'users', ...change(value, here) }) }
  })

const withoutEmpty = (place: HomePlace): HomePlace =>
  Object.fromEntries(Object.entries(place).filter(([, it]) => it !== '')) as HomePlace
