/**
 * Comfort only: the chart scrolls, and zooms by links, without it. Buttons, + − 0, the wheel with Ctrl (a pinch on
 * a touchpad comes as that) and dragging with the mouse. The point under the pointer stays where it is.
 */
export const chartScript = `'use strict'
const plane = document.querySelector('.plane')
if (plane) {
  const picture = plane.querySelector('svg')
  const { width, height } = picture.viewBox.baseVal
  const said = document.querySelector('.zoom output')
  const whole = () => Math.min(plane.clientWidth / width, (innerHeight * 0.8) / height)
  let scale = picture.getBoundingClientRect().width / width

  const zoomTo = (wanted, x = plane.clientWidth / 2, y = plane.clientHeight / 2) => {
    const before = picture.getBoundingClientRect()
    const edge = plane.getBoundingClientRect()
    const at = [(edge.left + x - before.left) / before.width, (edge.top + y - before.top) / before.height]
    scale = Math.min(3, Math.max(Math.min(0.1, whole()), wanted))
    picture.classList.remove('fit')
    picture.setAttribute('width', width * scale)
    picture.setAttribute('height', height * scale)
    const after = picture.getBoundingClientRect()
    plane.scrollLeft += after.left + at[0] * after.width - edge.left - x
    plane.scrollTop += after.top + at[1] * after.height - edge.top - y
    said.textContent = Math.round(scale * 100) + '%'
  }
  const acts = {
    in: () => zoomTo(scale * 1.25),
    out: () => zoomTo(scale / 1.25),
    fit: () => zoomTo(Math.min(1, whole())),
  }
  for (const link of document.querySelectorAll('a[data-zoom]')) {
    const button = document.createElement('button')
    for (const { name, value } of link.attributes) if (name !== 'href') button.setAttribute(name, value)
    button.type = 'button'
    button.textContent = link.textContent
    button.addEventListener('click', acts[link.dataset.zoom])
    link.replaceWith(button)
  }

  const keys = { '+': 'in', '=': 'in', '-': 'out', 0: 'fit' }
  plane.addEventListener('keydown', (event) => {
    const act = keys[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    acts[act]()
  })
  plane.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    const edge = plane.getBoundingClientRect()
    const step = Math.max(-0.3, Math.min(0.3, -event.deltaY * (event.deltaMode ? 0.05 : 0.0025)))
    zoomTo(scale * Math.exp(step), event.clientX - edge.left, event.clientY - edge.top)
  }, { passive: false })

  let hold = null
  let hasMoved = false
  plane.addEventListener('dragstart', (event) => event.preventDefault())
  plane.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return
    hold = [event.clientX + plane.scrollLeft, event.clientY + plane.scrollTop, event.clientX, event.clientY]
    hasMoved = false
  })
  addEventListener('pointermove', (event) => {
    if (!hold) return
    hasMoved ||= Math.hypot(event.clientX - hold[2], event.clientY - hold[3]) > 4
    if (!hasMoved) return
    plane.classList.add('held')
    plane.scrollLeft = hold[0] - event.clientX
    plane.scrollTop = hold[1] - event.clientY
  })
  addEventListener('pointerup', () => {
    hold = null
    plane.classList.remove('held')
  })
  plane.addEventListener('click', (event) => {
    if (hasMoved) event.preventDefault()
    hasMoved = false
  }, true)

  if ('fit' in plane.dataset) zoomTo(Math.min(1, Math.max(0.7, plane.clientWidth / width)))
  const first = picture.querySelector('.found') ?? picture.querySelector('a')
  const box = first.getBoundingClientRect()
  const edge = plane.getBoundingClientRect()
  plane.scrollLeft += box.left + box.width / 2 - edge.left - plane.clientWidth / 2
  plane.scrollTop += box.top + box.height / 2 - edge.top - plane.clientHeight / 2
}
`
