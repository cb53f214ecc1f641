// Works out a sum, aside from the page: the digest (SHA-256, FIPS 180-4) of sum and answer must begin with so many zero bits.
// Own digest and not crypto.subtle: that one is asked and answered from elsewhere, a thousand times slower for one short text.
"use strict";

const BLOCK = 64;
const fraction = (root) => ((root % 1) * 2 ** 32) >>> 0;
const isPrime = (number) => ![2, 3, 5, 7, 11, 13, 17].some((part) => part < number && number % part === 0);
const PRIMES = Array.from({ length: 310 }, (_, place) => place + 2).filter(isPrime);
const ROUND = Uint32Array.from(PRIMES.slice(0, 64), (prime) => fraction(Math.cbrt(prime)));
const START = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const schedule = new Uint32Array(BLOCK);

function turned(word, by) {
  return (word >>> by) | (word << (32 - by));
}

function spread(bytes, first) {
  const view = new DataView(bytes.buffer, first, BLOCK);
  for (let place = 0; place < 16; place += 1) schedule[place] = view.getUint32(4 * place);
  for (let place = 16; place < BLOCK; place += 1) {
    const near = schedule[place - 2];
    const far = schedule[place - 15];
    const one = turned(near, 17) ^ turned(near, 19) ^ (near >>> 10);
    const two = turned(far, 7) ^ turned(far, 18) ^ (far >>> 3);
    schedule[place] = one + schedule[place - 7] + two + schedule[place - 16];
  }
}

// Take one block of 64 bytes into the state.
function take(state, bytes, first) {
  spread(bytes, first);
  let [a, b, c, d, e, f, g, h] = state;
  for (let place = 0; place < BLOCK; place += 1) {
    const chosen = (e & f) ^ (~e & g);
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + chosen + ROUND[place] + schedule[place]) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

// What follows the whole blocks of the text: its rest, the answer, the sign of the end and the length in bits.
function ending(rest, answer, length) {
  const digits = String(answer);
  const size = rest.length + digits.length;
  const padded = new Uint8Array(size + 9 > BLOCK ? 2 * BLOCK : BLOCK);
  padded.set(rest);
  for (let place = 0; place < digits.length; place += 1) padded[rest.length + place] = digits.charCodeAt(place);
  padded[size] = 0x80;
  new DataView(padded.buffer).setUint32(padded.length - 4, 8 * (length + digits.length));
  return padded;
}

function workedOut(sum, bits) {
  const text = new TextEncoder().encode(`${sum}|`);
  const rest = text.slice(text.length - (text.length % BLOCK));
  const before = START.slice();
  for (let first = 0; first + BLOCK <= text.length; first += BLOCK) take(before, text, first);
  const state = START.slice();
  for (let answer = 0; ; answer += 1) {
    const last = ending(rest, answer, text.length);
    state.set(before);
    for (let first = 0; first < last.length; first += BLOCK) take(state, last, first);
    if (state[0] >>> (32 - bits) === 0) return answer;
  }
}

onmessage = ({ data }) => postMessage(workedOut(data.sum, data.bits));
