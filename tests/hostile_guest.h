// A guest that means harm, for the tests of both APIs. Its attacks run as its own code does, many
// thousand of them in a call, and go beyond the single cases of wamr_bugs_test.cc and
// c_api_bugs_test.cc.
//
// What WAMR's allocator of shared heaps ("ems") gets wrong as of July 2026, and which tests try it,
// through the C++ API (C++) and through wasm_export.h (C):
//
//   a  freed blocks show native pointers    C++ EmsA_NoHostPointerIsReadable
//                                               HostileGuest.SeesNothingOfTheBooks
//                                           C   EmsA_NoNativePointerIsReadable
//                                               CApiHostileGuest.SeesNothingOfTheBooks
//   b  freeing the heap's first address     C++ EmsB_FreeingTheFirstAddressIsHarmless
//      kills the host                           HostileGuest.FreesEveryAddress
//                                           C   GuestsFreeWhatTheyLike
//                                               CApiHostileGuest.FreesEveryAddress
//   c  forged headers: writes far beyond    C++ EmsC_ForgedHeadersMeanNothing
//      the heap, or a lock held for ever        HostileGuest.ForgesEveryHeader
//                                           C   EmsC_ForgedHeadersMeanNothing
//                                               CApiHostileGuest.ForgesEveryHeader
//   d  freeing in a chained buffer reads    C++ EmsD_FreeingInAChainedBufferIsHarmless
//      beyond the managed heap                  HostileGuest.FreesEveryAddress
//                                           C   GuestsFreeWhatTheyLike
//                                               CApiHostileGuest.FreesEveryAddress
//   e  sizes that look like aligned blocks  C++ EmsE_NoSizeIsMagic, HostileGuest.AsksForAnySize
//                                           C   EmsE_NoSizeIsMagic, CApiHostileGuest.AsksForAnySize
//   f  growth of the memory spoils the      C++ EmsF_TheBooksHoldNoAddresses
//      heap in it                               HostileGuest.SpoilsTheHeapInItsMemory
//                                           C   EmsF_GrowthLeavesTheHeapAlone
//                                               CApiHostileGuest.SpoilsTheHeapInItsMemory
//   g  the host's free takes a guest's      C++ (no such function), EmsG_TheSampleWorks
//      address for a block                  C   EmsG_OnlyBlocksAreFreed
//   h  garbage ends allocation for ever     C++ EmsH_GarbageDoesNotDisableTheAllocator
//                                               HostileGuest.ScribblesWhileOthersAllocate
//                                           C   EmsH_GarbageDoesNoHarm
//                                               CApiHostileGuest.ScribblesWhileOthersAllocate
//
// Its faults outside the allocator (chains, attachments, conversion, calls) are the other tests of
// wamr_bugs_test.cc and c_api_bugs_test.cc, each of which begins with what WAMR does.
#ifndef SHOAL_TESTS_HOSTILE_GUEST_H_
#define SHOAL_TESTS_HOSTILE_GUEST_H_

#include <cstdint>
#include <string_view>

namespace shoal::tests {

inline constexpr std::string_view kHostileGuest = R"((module
  (import "env" "shared_heap_malloc" (func $malloc (param i32) (result i32)))
  (import "env" "shared_heap_free" (func $free (param i32)))
  (import "env" "malloc" (func $malloc_own (param i32) (result i32)))
  (import "env" "free" (func $free_own (param i32)))
  (memory (export "memory") 1 8)
  (func (export "malloc_shared") (param i32) (result i32) (call $malloc (local.get 0)))
  (func (export "free_shared") (param i32) (call $free (local.get 0)))
  (func (export "malloc_own") (param i32) (result i32) (call $malloc_own (local.get 0)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))

  ;; Frees each address of [from, from + n), but for those from first spared to last spared.
  (func (export "free_all") (param $from i32) (param $n i32) (param $first i32) (param $last i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $n)))
        (if (i32.or (i32.lt_u (local.get $from) (local.get $first))
                    (i32.gt_u (local.get $from) (local.get $last)))
          (then (call $free (local.get $from))))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $next))))
  (func (export "free_all_own") (param $from i32) (param $n i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $n)))
        (call $free_own (local.get $from))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $next))))

  ;; Writes the word all over [from, from + n).
  (func $forge (export "forge") (param $from i32) (param $n i32) (param $word i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $n)))
        (i32.store (local.get $from) (local.get $word))
        (local.set $from (i32.add (local.get $from) (i32.const 4)))
        (local.set $n (i32.sub (local.get $n) (i32.const 4)))
        (br $next))))
  ;; The same with 1000 different words.
  (func (export "scribble") (param $from i32) (param $n i32) (local $i i32)
    (loop $next
      (call $forge (local.get $from) (local.get $n)
                   (i32.mul (local.get $i) (i32.const 0x9E3779B1)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 1000)))))

  ;; How many bytes of [from, from + n) are not 0.
  (func (export "count") (param $from i32) (param $n i32) (result i32) (local $count i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $n)))
        (local.set $count (i32.add (local.get $count)
                                   (i32.ne (i32.load8_u (local.get $from)) (i32.const 0))))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $next)))
    (local.get $count))

  ;; Allocates and frees blocks of many sizes, in an order that leaves free ones of all sizes.
  (func (export "churn") (param $rounds i32) (local $i i32) (local $block i32)
    (loop $round
      (local.set $i (i32.const 0))
      (loop $next
        (local.set $block
          (call $malloc (i32.rem_u (i32.mul (local.get $i) (i32.const 7919)) (i32.const 700))))
        (if (i32.eqz (i32.and (local.get $i) (i32.const 1)))
          (then (call $free (local.get $block)))
          (else (call $free (i32.load (i32.const 0)))
                (i32.store (i32.const 0) (local.get $block))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $next (i32.lt_u (local.get $i) (i32.const 200))))
      (local.set $rounds (i32.sub (local.get $rounds) (i32.const 1)))
      (br_if $round (local.get $rounds)))
    (call $free (i32.load (i32.const 0)))
    (i32.store (i32.const 0) (i32.const 0))))
)";

/// What ems takes for a header: a free or used block of 8 bytes to 1 GiB, with and without its
/// neighbour in use; the mark of an aligned block; a size of nothing.
inline constexpr uint32_t kHeaders[] = {0x40000002, 0x60000002, 0x47FFFFFF, 0x67FFFFFF, 0x7FFFFFFF,
                                        0x80000002, 0xA0000010, 0xC7FFFFFF, 0xA11C0010, 0xA11CFFF8,
                                        0xFFFFFFFF, 0x20000000, 0x00000001, 0x00000000};

/// Sizes at the ends of what 32 bits, a block's header and a heap can hold.
inline constexpr uint32_t kSizes[] = {0,          1,          12,         4084,        4096,
                                      4097,       0x07FFFFFF, 0x08000000, 0x3FFFFFFF,  0x40000000,
                                      0x7FFFFFFF, 0x80000000, 0xA11C0010, 148'897'792, 149'422'072,
                                      0xFFFFFFF0, 0xFFFFFFFC, 0xFFFFFFFF};

}  // namespace shoal::tests

#endif  // SHOAL_TESTS_HOSTILE_GUEST_H_
