;; Results are computed in temporaries, then moved to locals.
;; tuning: targeting=off
(module
  (memory 1)
  (func $loop (param $p i32) (param $n i32) (result i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))
;; $loop
;;     x86-64: 8 instructions, 26 bytes                     | AArch64: 7 instructions, 28 bytes
;;       xor r9d, r9d                                       |   movz w4, #0
;;   loop
;;     L0:                                                  | L0:
;;   local.get 2
;;   local.get 0
;;   i32.load
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   i32.add
;;   local.set 2
;;       lea r9d, [r9+rax]                                  |   add w4, w4, w0
;;   local.get 0
;;   i32.const 4
;;   i32.add
;;   local.set 0
;;       lea edi, [rdi+0x4]                                 |   add w2, w2, #4
;;   local.get 1
;;   i32.const 1
;;   i32.sub
;;   local.tee 1
;;       lea r8d, [r8-0x1]                                  |   sub w3, w3, #1
;;   br_if 0
;;       test r8d, r8d                                      |   cbnz w3, L0
;;       jnz L0                                             |
;;   end
;;   local.get 2
;;   end
;;       mov eax, r9d                                       |   mov w0, w4
