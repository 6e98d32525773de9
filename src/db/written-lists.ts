/** A list of the rows `p` and `u` as it is shown, as rows `it(element, place)`; 0091-lists-as-shown.ts says how it is made. */
const shown = (list: string, by: string, columns: string): string =>
  `jsonb_array_elements(${by}(p.kept -> '${list}' is not null, p.resource -> '${list}', p.said, ${columns}))
    with ordinality it(element, place)`

export const emailElements = shown('emails', 'emails_shown', 'u.email, u.delivery_email')
export const phoneElements = shown('phoneNumbers', 'phones_shown', 'u.phone')
export const photoElements = shown('photos', 'photos_shown', 'u.avatar_url')
