// The C library's allocator, as a program with few cores and large pictures wants it.
#pragma once

namespace ow {

/// Two arenas for all threads instead of eight a core: each keeps freed pictures to itself, and with a 1080p stream that came
/// to 25 MB. An arena keeps up to 32 MB of what is freed, since the next frame wants it again: giving it back and getting it
/// anew cost 0.1 ms a frame in page faults. To be called before the first thread starts. The environment's MALLOC_ARENA_MAX,
/// MALLOC_TRIM_THRESHOLD_ and MALLOC_MMAP_THRESHOLD_ win. Nothing happens where the allocator has no arenas.
void set_up_allocator();

/// Gives pages of the heap back in which nothing lies. A source that comes and goes leaves holes, which made the resident memory
/// climb in steps of 2 MB in an hour. Allocations wait meanwhile. Nothing happens where the allocator
/// cannot.
void give_back_free_memory();

}  // namespace ow
