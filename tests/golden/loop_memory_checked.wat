;; A loop over memory in checked code.
;; bounds: checked
(module
  (memory 1)
  (func $sum (param $p i32) (param $n i32) (result i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))
;; $sum
;;     x86-64: 24 instructions, 85 bytes                    | AArch64: 26 instructions, 104 bytes
;;       xor r9d, r9d                                       |   movz w4, #0
;;   loop
;;     L0:                                                  | L0:
;;   local.get 2
;;   local.get 0
;;   i32.load
;;       cmp rdi, r10                                       |   cmp x2, x26
;;       jnb L2                                             |   b.hs L2
;;       mov eax, [r15+rdi]  ; out of bounds                |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;     L1:                                                  | L1:
;;   i32.add
;;       add r9d, eax                                       |   add w4, w4, w0
;;   local.set 2
;;   local.get 0
;;   i32.const 4
;;   i32.add
;;       add edi, 0x4                                       |   add w2, w2, #4
;;   local.set 0
;;   local.get 1
;;   i32.const 1
;;   i32.sub
;;       add r8d, -0x1                                      |   sub w3, w3, #1
;;   local.tee 1
;;   br_if 0
;;       jnz L0                                             |   cbnz w3, L0
;;   end
;;   local.get 2
;;   end
;;       mov eax, r9d                                       |   mov w0, w4
;;   out of line: i32.load
;;     L2:                                                  | L2:
;;       mov r11, rdi                                       |   mov x16, x2
;;       sub r11, [r14+0x28]                                |   ldr x17, [x28, #0x28]
;;       cmp r11, [r14+0x48]                                |   sub x16, x16, x17
;;       jnb L4                                             |   ldr x17, [x28, #0x48]
;;       add r11, [r14+0x30]                                |   cmp x16, x17
;;     L3:                                                  |   b.hs L4
;;       mov eax, [r11]  ; out of bounds                    |   ldr x17, [x28, #0x30]
;;       jmp L1                                             |   add x16, x16, x17
;;     L4:                                                  | L3:
;;       add r11, [r14+0x28]                                |   ldr w0, [x16]  ; out of bounds
;;       sub rsp, 0x8                                       |   b L1
;;       push r11                                           | L4:
;;       mov r11, [r14+0x98]                                |   ldr x17, [x28, #0x28]
;;       call [r11+0x10]                                    |   add x16, x16, x17
;;       test r11, r11                                      |   ldr x17, [x28, #0x98]
;;       jnz L3                                             |   ldr x17, [x17, #0x10]
;;       ud2  ; out of bounds                               |   blr x17
;;                                                          |   cbnz x16, L3
;;                                                          |   udf #0  ; out of bounds
