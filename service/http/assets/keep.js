// What outlives a reload: in the storage of this tab, bounded, and gone with it. Never the key of the service.
const MAX_CHARS = 2_000_000; // as much text as the service takes in one request, and well below what browsers store
const named = (part) => `evenhand-${part}`;

// true where it is kept; what cannot be kept whole is not kept at all
export const keep = (part, value) => {
  try {
    const text = JSON.stringify(value);
    if (text.length <= MAX_CHARS) {
      sessionStorage.setItem(named(part), text);
      return true;
    }
    sessionStorage.removeItem(named(part));
  } catch {
    // closed to this page, or full
  }
  return false;
};

export const kept = (part) => {
  try {
    return JSON.parse(sessionStorage.getItem(named(part)));
  } catch {
    return null;
  }
};

export const drop = (part) => {
  try {
    sessionStorage.removeItem(named(part));
  } catch {
    // nothing is kept where the storage is closed
  }
};
