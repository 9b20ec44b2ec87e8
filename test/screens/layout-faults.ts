/** Where a person cannot see what is written. Runs in the page, so it uses nothing from outside of it. */
export function layoutFaults(): readonly string[] {
  const root = document.documentElement;
  const faults: string[] = [];
  const named = (element: Element, what: string): string =>
    `${what}: ${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${element.textContent?.trim().slice(0, 40)}"`;

  const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll';
  /** Not meant for eyes, or cut on purpose where a `title` has the whole text. */
  const isUnseen = (element: Element): boolean =>
    element.closest('.unseen, [title], option, datalist, [hidden], details:not([open]) > :not(summary)') !== null;
  /** The nearest ancestors that cut what does not fit, in one direction; null where one scrolls first. */
  const cutterOf = (element: Element, axis: 'overflowX' | 'overflowY'): Element | null => {
    for (let parent: Element | null = element; parent !== null; parent = parent.parentElement) {
      const value = getComputedStyle(parent)[axis];
      if (scrolls(value)) return null;
      if (value === 'hidden' || value === 'clip') return parent;
    }
    return root;
  };

  for (const scroller of [root, ...document.body.querySelectorAll('*')]) {
    if (scroller !== root && !scrolls(getComputedStyle(scroller).overflowX)) continue;
    if (scroller.scrollWidth > scroller.clientWidth + 1) faults.push(named(scroller, 'scrolls to the side'));
  }

  /** What of a box is not scrolled away; null: nothing. */
  const visiblePart = (element: Element, box: DOMRect): DOMRect | null => {
    let { left, right, top, bottom } = box;
    for (let parent: Element | null = element; parent !== null && parent !== root; parent = parent.parentElement) {
      const style = getComputedStyle(parent);
      const limits = parent.getBoundingClientRect();
      if (scrolls(style.overflowX)) [left, right] = [Math.max(left, limits.left), Math.min(right, limits.right)];
      if (scrolls(style.overflowY)) [top, bottom] = [Math.max(top, limits.top), Math.min(bottom, limits.bottom)];
    }
    return right > left && bottom > top ? new DOMRect(left, top, right - left, bottom - top) : null;
  };

  // A button without words is as good as none, too, if it lies outside.
  for (const button of document.querySelectorAll('button')) {
    const box = visiblePart(button, button.getBoundingClientRect());
    if (box !== null && (box.left < -1 || box.right > root.clientWidth + 1)) faults.push(named(button, 'outside'));
  }

  const texts: { readonly element: Element; readonly box: DOMRect }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || node.textContent?.trim() === '' || isUnseen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      const box = visiblePart(element, line);
      if (box !== null) texts.push({ element, box });
    }
  }

  for (const { element, box } of texts) {
    const across = cutterOf(element, 'overflowX')?.getBoundingClientRect();
    if (across !== undefined && (box.right > across.right + 1 || box.left < across.left - 1)) {
      faults.push(named(element, 'cut at a side'));
    }
    const along = cutterOf(element, 'overflowY');
    const limits = along?.getBoundingClientRect();
    if (along !== root && limits !== undefined && (box.bottom > limits.bottom + 2 || box.top < limits.top - 2)) {
      faults.push(named(element, 'cut above or below'));
    }
  }

  /** Half a line of one text on another one: letters cannot be told apart. */
  const covers = (one: DOMRect, other: DOMRect): boolean =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > Math.min(one.height, other.height) / 2;
  // What stays in view while the rest scrolls lies on it on purpose.
  const isSticky = (element: Element): boolean => {
    for (let parent: Element | null = element; parent !== null; parent = parent.parentElement) {
      if (getComputedStyle(parent).position === 'sticky') return true;
    }
    return false;
  };
  const resting = texts.filter(({ element }) => !isSticky(element));
  for (const [index, one] of resting.entries()) {
    const other = resting.slice(index + 1).find(({ element, box }) => element !== one.element && covers(one.box, box));
    if (other !== undefined) faults.push(named(one.element, `lies on "${other.element.textContent?.slice(0, 20)}"`));
  }
  return [...new Set(faults)];
}
