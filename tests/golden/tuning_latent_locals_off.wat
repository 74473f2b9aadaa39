;; local.get copies at once.
;; tuning: latent_locals=off
(module
  (memory 1)
  (func $sum (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func $loop (param $p i32) (param $n i32) (result i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))
;; $sum
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;       mov eax, edi                                       |   mov w0, w2
;;   local.get 1
;;       mov ecx, r8d                                       |   mov w1, w3
;;   i32.add
;;       add eax, ecx                                       |   add w0, w0, w1
;;   end
;;
;; $loop
;;     x86-64: 15 instructions, 54 bytes                    | AArch64: 12 instructions, 48 bytes
;;       xor r9d, r9d                                       |   movz w4, #0
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax], eax                                     |
;;     L0:                                                  |
;;   local.get 2
;;       mov eax, r9d                                       |   mov w0, w4
;;   local.get 0
;;       mov ecx, edi                                       |   mov w1, w2
;;   i32.load
;;       mov ecx, [r15+rcx]  ; out of bounds                |   ldr w1, [x27, w1, uxtw]  ; out of bounds
;;   i32.add
;;       lea r9d, [rax+rcx]                                 |   add w4, w0, w1
;;   local.set 2
;;   local.get 0
;;       mov eax, edi                                       |   mov w0, w2
;;   i32.const 4
;;   i32.add
;;       lea edi, [rax+0x4]                                 |   add w2, w0, #4
;;   local.set 0
;;   local.get 1
;;       mov eax, r8d                                       |   mov w0, w3
;;   i32.const 1
;;   i32.sub
;;       lea r8d, [rax-0x1]                                 |   sub w3, w0, #1
;;   local.tee 1
;;       mov eax, r8d                                       |   mov w0, w3
;;   br_if 0
;;       test eax, eax                                      |   cbnz w0, L0
;;       jnz L0                                             |
;;   end
;;   local.get 2
;;       mov eax, r9d                                       |   mov w0, w4
;;   end
