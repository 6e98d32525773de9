/**
 * Comfort only; every page works without it. A password can be shown, and is hidden again before it is
 * sent, so that no browser keeps it among remembered texts. A second press on a form that is already on its
 * way is ignored: it would find the invitation used.
 */
export const script = `'use strict'
for (const box of document.querySelectorAll('input[type=password]')) {
  const label = document.querySelector('label[for="' + box.id + '"]')
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'show'
  button.setAttribute('aria-controls', box.id)
  const say = () => {
    const isHidden = box.type === 'password'
    button.textContent = isHidden ? 'Show' : 'Hide'
    button.setAttribute('aria-label', button.textContent + ' ' + label.textContent.toLowerCase())
  }
  button.addEventListener('click', () => {
    box.type = box.type === 'password' ? 'text' : 'password'
    say()
  })
  box.form.addEventListener('submit', () => {
    box.type = 'password'
    say()
  })
  say()
  box.parentElement.classList.add('shown')
  box.after(button)
}
for (const form of document.querySelectorAll('form[method=post]')) {
  let sentAt = -Infinity
  form.addEventListener('submit', (event) => {
    if (event.timeStamp - sentAt < 5000) return event.preventDefault()
    sentAt = event.timeStamp
  })
}
`
