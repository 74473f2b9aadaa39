;; Calls in loops: homes that calls preserve.
(module
  (func $callee (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
  (func $sum (param $n i32) (result i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (call $callee (local.get $n))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func $float_sum (param $n i32) (result f64) (local $sum f64)
    (loop $next
      (local.set $sum (f64.add (local.get $sum) (f64.convert_i32_s (call $callee (local.get $n)))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))
;; $callee
;;     x86-64: 1 instruction, 3 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.add
;;   end
;;       lea eax, [rdi+0x1]                                 |   add w0, w2, #1
;;
;; $sum
;;     x86-64: 13 instructions, 41 bytes                    | AArch64: 10 instructions, 40 bytes
;;       mov [rbp-0x8], rbx                                 |   stp x19, x20, [x29, #0x10]
;;       mov [rbp-0x10], r12                                |   mov w19, w2
;;       mov ebx, edi                                       |   movz w20, #0
;;       xor r12d, r12d                                     |
;;   loop
;;       nop                                                | L0:
;;     L0:                                                  |
;;   local.get 1
;;   local.get 0
;;   call $callee
;;       mov edi, ebx                                       |   mov w2, w19
;;       call $callee                                       |   bl $callee
;;   i32.add
;;       add r12d, eax                                      |   add w20, w20, w0
;;   local.set 1
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add ebx, -0x1                                      |   sub w19, w19, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w19, L0
;;   end
;;   local.get 1
;;   end
;;       mov eax, r12d                                      |   mov w0, w20
;;       mov rbx, [rbp-0x8]                                 |   ldp x19, x20, [x29, #0x10]
;;       mov r12, [rbp-0x10]                                |
;;
;; $float_sum
;;     x86-64: 14 instructions, 52 bytes                    | AArch64: 13 instructions, 52 bytes
;;       mov [rbp-0x8], rbx                                 |   str x19, [x29, #0x10]
;;       mov ebx, edi                                       |   str d8, [x29, #0x18]
;;       vxorps xmm6, xmm6, xmm6                            |   mov w19, w2
;;                                                          |   movi d8, #0000000000000000
;;   loop
;;     L0:                                                  | L0:
;;   local.get 1
;;   local.get 0
;;   call $callee
;;       vmovsd [rbp-0x10], xmm6                            |   mov w2, w19
;;       mov edi, ebx                                       |   bl $callee
;;       call $callee                                       |
;;       vmovsd xmm6, qword ptr [rbp-0x10]                  |
;;   f64.convert_i32_s
;;       vxorps xmm0, xmm0, xmm0                            |   scvtf d0, w0
;;       vcvtsi2sd xmm0, xmm0, eax                          |
;;   f64.add
;;       vaddsd xmm6, xmm6, xmm0                            |   fadd d8, d8, d0
;;   local.set 1
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add ebx, -0x1                                      |   sub w19, w19, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w19, L0
;;   end
;;   local.get 1
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d8
;;       mov rbx, [rbp-0x8]                                 |   ldr x19, [x29, #0x10]
;;                                                          |   ldr d8, [x29, #0x18]
